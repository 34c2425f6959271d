package io.orderflow.axonserver.store;

import org.jspecify.annotations.Nullable;

/** Why a store did not do what it was asked. Each kind is a class of its own, so that a caller can tell them apart. */
public abstract sealed class StoreException extends RuntimeException {

    private StoreException(String message, @Nullable Throwable cause) {
        super(message, cause, false, cause != null);
    }

    /** An event does not continue its aggregate: another transaction came first, or the aggregate has a gap. */
    public static final class SequenceClash extends StoreException {
        public SequenceClash(String aggregateId, long found, long expected) {
            super("Invalid sequence number " + found + " for aggregate " + aggregateId + ", expected " + expected,
                    null);
        }
    }

    /** A snapshot is of an event that its aggregate does not have. */
    public static final class SnapshotBeyondLog extends StoreException {
        public SnapshotBeyondLog(String aggregateId, long sequence, long lastSequence) {
            super("Invalid sequence number " + sequence + " for a snapshot of aggregate " + aggregateId + ", "
                    + (lastSequence < 0
                            ? "which has no events (last sequence number " + lastSequence + ')'
                            : "whose last event has " + lastSequence),
                    null);
        }
    }

    /** What was to be stored can never be stored. */
    public static final class InvalidEvent extends StoreException {
        public InvalidEvent(String reason) {
            super(reason, null);
        }
    }

    /** An event, or a transaction, is larger than the store takes. */
    public static final class TooLarge extends StoreException {
        public TooLarge(String reason) {
            super(reason, null);
        }
    }

    /** More is waiting to be written than the store keeps in memory. The same request may succeed later. */
    public static final class Busy extends StoreException {
        public Busy() {
            super("Too many transactions are waiting to be written", null);
        }
    }

    /** The store is closed, or closing. */
    public static final class Closed extends StoreException {
        public Closed(String reason) {
            super(reason, null);
        }
    }

    /** The disk, or what is on it, failed. */
    public static final class Failure extends StoreException {
        public Failure(String what, Throwable cause) {
            super(what + ": " + cause.getMessage(), cause);
        }
    }
}
