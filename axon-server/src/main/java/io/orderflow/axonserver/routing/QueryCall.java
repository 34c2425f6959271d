package io.orderflow.axonserver.routing;

/** A query on its way, as its sender sees it. Thread-safe. */
public interface QueryCall extends Cancellation {

    /** To be called when the sender takes answers again. */
    void resume();
}
