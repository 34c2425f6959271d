package io.orderflow.service.message;

import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.jspecify.annotations.Nullable;

/** A stored message of a type, or of a revision of a type, that this process does not know. */
public final class UnknownMessageType extends SerializationException {

    private final String name;

    UnknownMessageType(SerializedType type) {
        super("Unknown message type " + type.getName() + ", revision " + type.getRevision());
        this.name = type.getName();
    }

    /** The stable name, without the revision. */
    public String name() {
        return name;
    }

    /** Thrown for every event of a type that is none of the reader's business: it must cost little. */
    @Override
    public @Nullable Throwable fillInStackTrace() {
        return this;
    }
}
