package io.orderflow.benchmarks.server;

import io.orderflow.benchmarks.measure.Round;
import java.time.Duration;

/** A kind of load that a client can put on a server. */
interface Workload {

    /** Its family first, up to the dot. */
    String name();

    String unit();

    /** Whether each round wants a store that no earlier round has made larger. */
    default boolean grows() {
        return false;
    }

    /** Whether what a client does differs with the size of the store, so that each size has a ceiling of its own. */
    default boolean dependsOnSize() {
        return false;
    }

    /** Puts into the store, once, what the rounds need beyond what every store holds. */
    default void prepare(Client client, StoreSize size) throws InterruptedException {}

    Round round(Client client, StoreSize size, Duration time) throws InterruptedException;
}
