package io.orderflow.service.message;

import org.axonframework.serialization.SerializedObject;
import org.jspecify.annotations.Nullable;

/** A stored message has a type, or a revision of a type, that this process does not know. */
final class UnknownMessageType extends UnreadableMessage {

    private final boolean knownName;

    UnknownMessageType(SerializedObject<?> stored, boolean knownName) {
        super("Unknown message type " + described(stored.getType()), stored, null);
        this.knownName = knownName;
    }

    /** Whether only the revision is not known. */
    boolean hasKnownName() {
        return knownName;
    }

    /**
     * Has no stack trace: it is thrown for every event of a type that the reader does not handle, and must cost little.
     */
    @Override
    public @Nullable Throwable fillInStackTrace() {
        return this;
    }
}
