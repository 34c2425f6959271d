package io.orderflow.service.message;

import org.axonframework.modelling.command.ConcurrencyException;

/** Tells a clash of two changes of one stream from other failures. */
public final class Clashes {

    /**
     * What Axon Server says to the second of two events with one sequence number. The framework passes it on as it is.
     */
    private static final String INVALID_SEQUENCE = "AXONIQ-2000";

    private Clashes() {}

    /** A clash that was found before anything was appended, for its sender to have the command handled again. */
    public static ConcurrencyException clash(String message) {
        return new ConcurrencyException("[%s] %s".formatted(INVALID_SEQUENCE, message));
    }

    /** Whether the failure, or what caused it, is a clash. */
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
