package io.orderflow.service.message;

import org.axonframework.modelling.command.ConcurrencyException;

/** Tells a clash of two changes of one stream from other failures. */
public final class ConflictingWrites {

    /**
     * The error code with which Axon Server refuses the second of two events with one sequence number. The framework
     * passes it on as it is.
     */
    private static final String INVALID_SEQUENCE = "AXONIQ-2000";

    private ConflictingWrites() {}

    /** A clash that was found before anything was appended; the sender has the command handled again. */
    public static ConcurrencyException clash(String message) {
        return new ConcurrencyException("[%s] %s".formatted(INVALID_SEQUENCE, message));
    }

    /** Whether the failure, or a cause of it, is a clash. */
    public static boolean isClash(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyException
                    || String.valueOf(cause.getMessage()).contains(INVALID_SEQUENCE)) {
                return true;
            }
        }
        return false;
    }
}
