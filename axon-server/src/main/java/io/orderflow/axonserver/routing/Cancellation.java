package io.orderflow.axonserver.routing;

/** The sender's way to say that it no longer waits for an answer. More than one call, or a late one, does nothing. */
@FunctionalInterface
public interface Cancellation {

    void cancel();
}
