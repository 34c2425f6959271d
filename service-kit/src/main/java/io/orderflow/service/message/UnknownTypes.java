package io.orderflow.service.message;

import java.util.Optional;
import java.util.Set;
import org.axonframework.messaging.Message;
import org.axonframework.serialization.SerializationException;

/**
 * Tells unknown types that matter from those that do not. A type is named after its context, {@code order.returned}: one
 * of a context that somebody reads is a newer one that would be missed, any other is none of their business.
 */
public final class UnknownTypes {

    private UnknownTypes() {}

    /**
     * Why a message of a type, or of a revision, that is not known here must not be passed over by those who read these
     * contexts; empty where it may.
     */
    public static Optional<UnknownMessageType> in(Set<String> contexts, Message<?> message) {
        try {
            message.getPayload();
            return Optional.empty();
        } catch (SerializationException unreadable) {
            return cause(unreadable) instanceof UnknownMessageType unknown
                    && contexts.contains(contextOf(unknown.name())) ? Optional.of(unknown) : Optional.empty();
        }
    }

    public static String contextOf(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** What names type, revision and field, from under what the framework wraps around it. */
    public static Throwable cause(SerializationException wrapped) {
        for (Throwable cause = wrapped; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownMessageType || cause instanceof UnreadableMessage) {
                return cause;
            }
        }
        return wrapped;
    }
}
