package io.orderflow.service.message;

import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** A stored message of a known type whose content is not what this process knows of it, a newer one mostly. */
public final class UnreadableMessage extends SerializationException {

    UnreadableMessage(SerializedType type, JacksonException cause) {
        super("Cannot read %s, revision %s: %s".formatted(type.getName(), type.getRevision(), reason(cause)), cause);
    }

    private static String reason(JacksonException cause) {
        return cause instanceof UnrecognizedPropertyException unknown
                ? "unknown field " + unknown.getPropertyName()
                : cause.getOriginalMessage();
    }
}
