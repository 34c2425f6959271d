package io.orderflow.benchmarks.server;

import io.orderflow.benchmarks.measure.Round;
import java.time.Duration;

/** A kind of load that a client can put on a server. */
interface Workload {

    /** The name of the load: its family, a dot and the rest. */
    String name();

    String unit();

    /** Whether each round needs a store that no earlier round has made larger. */
    default boolean grows() {
        return false;
    }

    /** Whether the client's work depends on the size of the store, so that each size needs a ceiling of its own. */
    default boolean dependsOnSize() {
        return false;
    }

    /** Adds the events that the rounds need beyond those of every store of the size. It is called once. */
    default void prepare(Client client, StoreSize size) throws InterruptedException {}

    Round round(Client client, StoreSize size, Duration time) throws InterruptedException;
}
