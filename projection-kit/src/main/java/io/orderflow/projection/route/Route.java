package io.orderflow.projection.route;

import io.orderflow.api.message.MessageType;
import io.orderflow.service.message.UnknownMessageType;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * Where an event goes.
 *
 * @param key        the document that it belongs to, absent where it belongs to none or that cannot be read
 * @param unreadable why the document of an event that matters cannot be read off it
 */
public record Route(EventMessage<?> event, @Nullable String key, @Nullable Throwable unreadable) {

    private static final String UNKNOWN = "unknown";

    public boolean matters() {
        return key != null || unreadable != null;
    }

    /** What decides on the segment: the document, or where that is not known, the aggregate. */
    public String place() {
        return key != null ? key : streamOf(event);
    }

    public static String streamOf(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> domain ? domain.getAggregateIdentifier() : event.getIdentifier();
    }

    /** The stable name of an event's type, or the next best thing. */
    public static String typeOf(EventMessage<?> event) {
        Class<?> type = event.getPayloadType();
        if (type == UnknownSerializedType.class) {
            try {
                return ((UnknownSerializedType) event.getPayload()).serializedType().getName();
            } catch (SerializationException wrapped) {
                return nameIn(wrapped);
            }
        }
        MessageType named = type.getAnnotation(MessageType.class);
        return named == null ? type.getSimpleName() : named.value();
    }

    private static String nameIn(SerializationException wrapped) {
        for (Throwable cause = wrapped; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownMessageType unknown) {
                return unknown.name();
            }
        }
        return UNKNOWN;
    }
}
