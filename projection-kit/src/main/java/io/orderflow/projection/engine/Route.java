package io.orderflow.projection.engine;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The document that an event belongs to.
 *
 * @param key        the document that it belongs to, absent where it belongs to none or that cannot be read
 * @param unreadable why the document of an event that matters cannot be read off it
 */
record Route(EventMessage<?> event, @Nullable String key, @Nullable Throwable unreadable) {

    boolean matters() {
        return key != null || unreadable != null;
    }

    /** The key that decides on the segment: that of the document, or the aggregate where the document is not known. */
    String place() {
        return key != null ? key : streamOf(event);
    }

    static String streamOf(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> domain ? domain.getAggregateIdentifier() : event.getIdentifier();
    }
}
