package io.orderflow.service.message;

import java.util.Optional;
import org.axonframework.messaging.Message;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * This process cannot read the content of a stored message, mostly because the message is newer. The exception has the
 * stored form, so that it can be kept for a process that can read it.
 */
public sealed class UnreadableMessage extends SerializationException permits UnknownMessageType {

    private final transient SerializedObject<?> stored;

    UnreadableMessage(SerializedObject<?> stored, JacksonException cause) {
        this("Cannot read %s: %s".formatted(described(stored.getType()), reason(cause)), stored, cause);
    }

    UnreadableMessage(String message, SerializedObject<?> stored, @Nullable Throwable cause) {
        super(message, cause);
        this.stored = stored;
    }

    /** The unreadable message behind a failure, which the framework may have wrapped in other exceptions. */
    public static Optional<UnreadableMessage> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableMessage unreadable) {
                return Optional.of(unreadable);
            }
        }
        return Optional.empty();
    }

    /** Why the message cannot be read; empty where it can. */
    public static Optional<UnreadableMessage> of(Message<?> message) {
        try {
            message.getPayload();
            return Optional.empty();
        } catch (SerializationException failed) {
            return in(failed);
        }
    }

    /** The stable name, without the revision. */
    public String name() {
        return stored.getType().getName();
    }

    public SerializedObject<?> stored() {
        return stored;
    }

    static String described(SerializedType type) {
        return type.getName() + ", revision " + type.getRevision();
    }

    private static String reason(JacksonException cause) {
        return cause instanceof UnrecognizedPropertyException unknown
                ? "unknown field " + unknown.getPropertyName()
                : cause.getOriginalMessage();
    }
}
