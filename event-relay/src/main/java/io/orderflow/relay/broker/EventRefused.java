package io.orderflow.relay.broker;

/** The broker refuses one event for good, as one that is too large. The events of other keys go on. */
public final class EventRefused extends RuntimeException {

    /** @param message a sentence that anybody may read */
    public EventRefused(String message) {
        super(message, null, false, false);
    }
}
