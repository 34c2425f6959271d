package io.orderflow.service.aggregate;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of what aggregates say of themselves, never of their fields. Thread-safe; works on a thread of its
 * own, and each aggregate waits for it at most once.
 *
 * <p>The framework assumes that a snapshot says what all events up to its sequence number make, and that none is
 * stored where null is returned. The first holds because the framework's own method folds a fresh aggregate from the
 * events that it is given, whose state is asked for before anybody else can have that aggregate. It logs what a
 * snapshot fails with, and takes the next one in its time.
 */
final class StateSnapshotter extends SpringAggregateSnapshotter {

    StateSnapshotter(Builder builder) {
        super(builder);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the overridden method has it
    protected @Nullable DomainEventMessage createSnapshot(Class<?> type, String id, DomainEventStream events) {
        DomainEventMessage<?> whole = super.createSnapshot(type, id, events);
        return whole != null && whole.getPayload() instanceof Snapshotted aggregate
                ? new GenericDomainEventMessage<>(whole.getType(), id, whole.getSequenceNumber(), aggregate.state())
                : null;
    }
}
