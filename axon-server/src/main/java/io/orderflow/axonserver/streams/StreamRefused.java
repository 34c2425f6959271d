package io.orderflow.axonserver.streams;

/** Why something cannot be done to a persistent stream. Each kind is a class of its own. */
public abstract sealed class StreamRefused extends RuntimeException {

    private StreamRefused(String message) {
        super(message, null, false, false);
    }

    /** There is no such stream. */
    public static final class Unknown extends StreamRefused {
        Unknown(String streamId) {
            super("There is no persistent stream " + streamId);
        }
    }

    /** What is asked for can never be. */
    public static final class Invalid extends StreamRefused {
        Invalid(String reason) {
            super(reason);
        }
    }

    /**
     * A stream is opened with other settings than it has, and so would bring other events than its client expects, or in
     * another order.
     */
    public static final class OtherSettings extends StreamRefused {
        OtherSettings(String streamId, String setting, String own, String expected) {
            super("The persistent stream " + streamId + " has the " + setting + ' ' + own + ", which cannot be changed,"
                    + " and its client expects " + expected + ". A component that needs other settings needs a stream"
                    + " with another identifier");
        }
    }

    /** The stream was deleted while something was to be done to it. */
    public static final class Deleted extends StreamRefused {
        Deleted(String streamId) {
            super("The persistent stream " + streamId + " was deleted");
        }
    }
}
