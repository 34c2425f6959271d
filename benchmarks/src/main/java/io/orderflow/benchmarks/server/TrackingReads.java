package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.connector.event.EventStream;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.SequentialLoad;
import java.time.Duration;

/** Follows the log from its first event, and starts again at its end. An operation is 1,000 events. */
record TrackingReads() implements Workload {

    private static final int OPERATION = 1_000;
    private static final long BEFORE_ALL = -1;

    /** The permits that Axon Framework grants by default. */
    private static final int PERMITS = 5_000;
    private static final int NEW_PERMITS = 2_500;

    @Override
    public String name() {
        return "track";
    }

    @Override
    public String unit() {
        return "events/s";
    }

    /** A client comes to the end of a small log often, and opens it again each time. */
    @Override
    public boolean dependsOnSize() {
        return true;
    }

    @Override
    public Round round(Client client, StoreSize size, Duration time) throws InterruptedException {
        return SequentialLoad.run(time, round -> {
            try (EventStream stream = client.events().openStream(BEFORE_ALL, PERMITS, NEW_PERMITS)) {
                for (int read = 0; read < size.events() && round.goesOn(); read += OPERATION) {
                    for (int i = 0; i < OPERATION; i++) {
                        stream.next();
                    }
                    round.did(OPERATION);
                }
            }
        });
    }
}
