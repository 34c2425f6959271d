package io.orderflow.axonserver.control;

import io.orderflow.axonserver.routing.InstructionFailed;

/** Why something was not done to an event processor. */
public final class ControlFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    ControlFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static ControlFailure of(InstructionFailed failed, String clientId) {
        Kind kind = switch (failed.reason()) {
            case UNSUPPORTED -> Kind.UNSUPPORTED;
            case FAILED -> Kind.FAILED;
            case TIMED_OUT -> Kind.TIMED_OUT;
            case CLIENT_LOST -> Kind.CLIENT_LOST;
        };
        return new ControlFailure(kind, "Client " + clientId + ": " + failed.getMessage());
    }

    public Kind kind() {
        return kind;
    }

    /** What kind of failure it is, for those that translate it. */
    public enum Kind {
        /** There is no such processor, segment or client. */
        NOT_FOUND,
        /** What was asked for makes no sense, whatever the state. */
        INVALID,
        /** It cannot be done as things are now. */
        NOT_NOW,
        /** A client does not know how to. */
        UNSUPPORTED,
        /** A client tried, and could not. */
        FAILED,
        /** A client gave no answer in time: it may still do it. */
        TIMED_OUT,
        /** A client disconnected before it answered. */
        CLIENT_LOST
    }
}
