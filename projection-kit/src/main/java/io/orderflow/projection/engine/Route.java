package io.orderflow.projection.engine;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Where an event goes.
 *
 * @param key        the document that it belongs to, absent where it belongs to none or that cannot be read
 * @param unreadable why the document of an event that matters cannot be read off it
 */
record Route(EventMessage<?> event, @Nullable String key, @Nullable Throwable unreadable) {

    boolean matters() {
        return key != null || unreadable != null;
    }

    /** What decides on the segment: the document, or where that is not known, the aggregate. */
    String place() {
        return key != null ? key : streamOf(event);
    }

    static String streamOf(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> domain ? domain.getAggregateIdentifier() : event.getIdentifier();
    }
}
