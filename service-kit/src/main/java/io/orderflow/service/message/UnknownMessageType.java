package io.orderflow.service.message;

import org.axonframework.serialization.SerializedObject;
import org.jspecify.annotations.Nullable;

/** A stored message of a type, or of a revision of a type, that this process does not know. */
final class UnknownMessageType extends UnreadableMessage {

    private final boolean knownName;

    UnknownMessageType(SerializedObject<?> stored, boolean knownName) {
        super("Unknown message type " + described(stored.getType()), stored, null);
        this.knownName = knownName;
    }

    /** Whether it is only the revision that is not known. */
    boolean hasKnownName() {
        return knownName;
    }

    /** Thrown for every event of a type that is none of the reader's business: it must cost little. */
    @Override
    public @Nullable Throwable fillInStackTrace() {
        return this;
    }
}
