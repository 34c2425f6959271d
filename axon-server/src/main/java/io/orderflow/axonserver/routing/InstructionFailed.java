package io.orderflow.axonserver.routing;

/** Why an instruction to a client was not carried out, or is not known to have been. */
public final class InstructionFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public InstructionFailed(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Who or what stood in the way. */
    public enum Reason {
        /** The client has no handler for instructions of that kind. */
        UNSUPPORTED,
        /** The client tried, and could not. */
        FAILED,
        /** The client said nothing in time: it may still do it. */
        TIMED_OUT,
        /** The client disconnected before it answered. */
        CLIENT_LOST
    }
}
