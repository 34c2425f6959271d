package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.benchmarks.measure.ConcurrentLoad;
import io.orderflow.benchmarks.measure.Round;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Appends to new aggregates. After a hundred events a lane goes on with another aggregate.
 *
 * @param transaction the events of each transaction
 * @param inFlight    the transactions that wait for their confirmation at any time
 */
record Appends(int transaction, int inFlight) implements Workload {

    private static final AtomicLong AGGREGATES = new AtomicLong();

    @Override
    public String name() {
        return "append." + transaction + "x" + inFlight;
    }

    @Override
    public String unit() {
        return "events/s";
    }

    @Override
    public boolean grows() {
        return true;
    }

    @Override
    public Round round(Client client, StoreSize size, Duration time) {
        EventChannel channel = client.events();
        AppendLane[] lanes = IntStream.range(0, inFlight).mapToObj(i -> new AppendLane()).toArray(AppendLane[]::new);
        return ConcurrentLoad.run(inFlight, time, transaction,
                lane -> channel.appendEvents(lanes[lane].next(transaction)));
    }

    /** A lane writes to one aggregate at a time. */
    private static final class AppendLane {
        private String aggregateId = "";
        private int sequence = SampleEvents.SHORT_LIFE;

        Event[] next(int count) {
            if (sequence + count > SampleEvents.SHORT_LIFE) {
                aggregateId = "new-thing-" + AGGREGATES.incrementAndGet();
                sequence = 0;
            }
            Event[] events = new Event[count];
            for (int i = 0; i < count; i++) {
                events[i] = SampleEvents.event(aggregateId, sequence++);
            }
            return events;
        }
    }
}
