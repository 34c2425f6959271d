package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.connector.event.AggregateEventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.SequentialLoad;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loads one aggregate after the other, each time a different one.
 *
 * @param life     the number of events of the aggregate
 * @param snapshot whether the aggregate has a snapshot, with few events after it
 */
record Loads(int life, boolean snapshot) implements Workload {

    private static final int MAX_SNAPSHOTS = 1_000;
    private static final int TRANSACTION = 1_000;

    @Override
    public String name() {
        return "load." + life + (snapshot ? ".snapshot" : "");
    }

    @Override
    public String unit() {
        return "loads/s";
    }

    @Override
    public void prepare(Client client, StoreSize size) throws InterruptedException {
        if (life == SampleEvents.LONG_LIFE) {
            List<Event> events = SampleEvents.events(SampleEvents.longLived(snapshot), 0, life);
            for (int i = 0; i < life; i += TRANSACTION) {
                Client.await(client.events().appendEvents(events.subList(i, i + TRANSACTION).toArray(Event[]::new)));
            }
        }
        if (snapshot && life == SampleEvents.LONG_LIFE) {
            Client.await(client.events().appendSnapshot(SampleEvents.snapshot(SampleEvents.longLived(true))));
        } else if (snapshot) {
            for (int number = 1; number < withSnapshotBelow(size); number += 2) {
                Client.await(client.events().appendSnapshot(SampleEvents.snapshot(SampleEvents.shortLived(number))));
            }
        }
    }

    private static int withSnapshotBelow(StoreSize size) {
        return Math.min(size.aggregates(), MAX_SNAPSHOTS);
    }

    @Override
    public Round round(Client client, StoreSize size, Duration time) throws InterruptedException {
        int expected = snapshot ? SampleEvents.EVENTS_AFTER_SNAPSHOT + 1 : life;
        return SequentialLoad.run(time, round -> {
            int found = 0;
            AggregateEventStream stream = client.events().openAggregateStream(next(size));
            while (stream.hasNext()) {
                stream.next();
                found++;
            }
            if (found != expected) {
                throw new IllegalStateException("A load found " + found + " events in place of " + expected);
            }
            round.did(1);
        });
    }

    /** Returns the next aggregate. Those with an odd number have a snapshot. */
    private String next(StoreSize size) {
        if (life == SampleEvents.LONG_LIFE) {
            return SampleEvents.longLived(snapshot);
        }
        int choice = snapshot ? withSnapshotBelow(size) : size.aggregates();
        int even = 2 * ThreadLocalRandom.current().nextInt(choice / 2);
        return SampleEvents.shortLived(snapshot ? even + 1 : even);
    }
}
