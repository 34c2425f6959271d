package io.orderflow.service.aggregate;

import io.orderflow.service.resilience.FailureText;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of the state that aggregates return, never of their fields. Thread-safe; works on a thread of its
 * own, and at most one snapshot of each aggregate waits for it.
 *
 * <p>The framework assumes that a snapshot has the state that all events up to its sequence number make, and that none
 * is stored where null is returned. The first holds because the framework's own method folds a fresh aggregate from the
 * events that it is given, and this class asks for the state before any other thread can have that aggregate.
 *
 * <p>The framework asks for a snapshot after a number of events that an aggregate has applied or was loaded from, and
 * so asks with every load of an aggregate without a snapshot. It sends the snapshot without waiting, and reports no
 * failure of that. Hence this class counts the attempts, with a pause between two of the same aggregate, and checks at
 * the next attempt whether the snapshot before arrived. It keeps a failure with the attempts and does not throw it,
 * because the framework would log it each time.
 */
final class StateSnapshotter extends SpringAggregateSnapshotter {

    /** Half of the size that gRPC accepts by default, so that every service that loads the aggregate can read it. */
    static final int MAX_BYTES = 2 << 20;

    private static final long NONE = -1;

    private final SnapshotAttempts attempts;
    private final Serializer serializer;

    StateSnapshotter(Builder builder, SnapshotAttempts attempts, Serializer serializer) {
        super(builder);
        this.attempts = attempts;
        this.serializer = serializer;
    }

    @Override
    protected Runnable createSnapshotterTask(Class<?> type, String id) {
        Runnable task = super.createSnapshotterTask(type, id);
        return () -> attempt(task, id);
    }

    private void attempt(Runnable task, String id) {
        long last = NONE;
        try {
            last = getEventStore().lastSequenceNumberFor(id).orElse(NONE);
            if (attempts.isDue(id, last)) {
                task.run();
            }
        } catch (RuntimeException failed) {
            attempts.failed(id, last, FailureText.of(failed));
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as the overridden method has it
    protected @Nullable DomainEventMessage createSnapshot(Class<?> type, String id, DomainEventStream events) {
        attempts.read(id, events.peek().getSequenceNumber());
        DomainEventMessage<?> whole = super.createSnapshot(type, id, events);
        if (whole == null || !(whole.getPayload() instanceof Snapshotted aggregate)) {
            return null;
        }
        Object state = aggregate.state();
        int bytes = serializer.serialize(state, byte[].class).getData().length;
        if (bytes > MAX_BYTES) {
            throw new SnapshotTooLarge(bytes, MAX_BYTES);
        }
        attempts.sent(id, whole.getSequenceNumber());
        return new GenericDomainEventMessage<>(whole.getType(), id, whole.getSequenceNumber(), state);
    }
}
