package io.orderflow.gateway.backend;

import org.jspecify.annotations.Nullable;

/** A service has not answered a request. */
public final class BackendFailure extends RuntimeException {

    /** What is known of the request. */
    public enum Kind {
        /** It has not reached any instance, and had no effect. */
        NOT_SENT,
        /** The connection broke, or the answer is not HTTP. Its effect is not known. */
        NOT_UNDERSTOOD,
        /** It took too long. Its effect is not known. */
        LATE
    }

    private final Kind kind;

    BackendFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
