package io.orderflow.projection.engine;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The document that an event belongs to.
 *
 * @param key        the key of the document, absent where the event belongs to none or the key cannot be read
 * @param unreadable why the document of an event that the projection folds cannot be read off it
 */
record EventTarget(EventMessage<?> event, @Nullable String key, @Nullable Throwable unreadable) {

    boolean matters() {
        return key != null || unreadable != null;
    }

    /** The key that decides on the segment: the document's, or the aggregate's where the document is not known. */
    String sequence() {
        return key != null ? key : streamOf(event);
    }

    static String streamOf(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> domain ? domain.getAggregateIdentifier() : event.getIdentifier();
    }
}
