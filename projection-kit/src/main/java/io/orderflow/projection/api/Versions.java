package io.orderflow.projection.api;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;

/** Reads an aggregate's version off its events. */
public final class Versions {

    private Versions() {}

    /**
     * Returns the version of the aggregate right after this event, the same that the answer to a command gives: the
     * event's number in the aggregate's stream, counted from zero.
     */
    public static long of(EventMessage<?> event) {
        return ((DomainEventMessage<?>) event).getSequenceNumber();
    }
}
