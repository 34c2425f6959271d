package io.orderflow.axonserver.store;

/** The events of an aggregate from one sequence number to another, both included. */
public record AggregateRange(String aggregateId, long fromSequence, long toSequence) {

    /** All that comes at or after a sequence number. */
    public static AggregateRange from(String aggregateId, long fromSequence) {
        return new AggregateRange(aggregateId, fromSequence, Long.MAX_VALUE);
    }

    /** Whether it ends before it begins, or before the first sequence number there can be. */
    public boolean isEmpty() {
        return toSequence < Math.max(0, fromSequence);
    }

    /** What remains of this range once the reader has seen everything before a sequence number. */
    public AggregateRange startingAt(long sequence) {
        return new AggregateRange(aggregateId, sequence, toSequence);
    }
}
