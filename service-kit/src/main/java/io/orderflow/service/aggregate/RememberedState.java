package io.orderflow.service.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * An aggregate that a command got from memory, before the event store was asked whether it has later events of that
 * aggregate. It belongs to its unit of work, and only the thread of that unit uses it.
 */
final class RememberedState {

    private static final String RESOURCE = RememberedState.class.getName();

    private final UnitOfWork<?> command;
    private final EventStore events;
    private final EventSourcedAggregate<?> aggregate;
    private final Long version;
    private boolean outdated;

    private RememberedState(UnitOfWork<?> command, EventStore events, EventSourcedAggregate<?> aggregate) {
        this.command = command;
        this.events = events;
        this.aggregate = aggregate;
        this.version = aggregate.version();
    }

    /**
     * Notes the aggregate, so that its state is checked before the commands of this unit of work are answered.
     *
     * @param command the outermost unit of work
     */
    static RememberedState given(UnitOfWork<?> command, EventStore events, EventSourcedAggregate<?> aggregate) {
        RememberedState state = new RememberedState(command, events, aggregate);
        command.getOrComputeResource(RESOURCE, key -> new ArrayList<RememberedState>()).add(state);
        return state;
    }

    /** The aggregates that the command of this unit of work got from memory. */
    static List<RememberedState> givenTo(UnitOfWork<?> command) {
        return command.getOrDefaultResource(RESOURCE, List.of());
    }

    /**
     * Whether the command has changed the aggregate: then the event store checks its version, as it gives each number
     * once.
     */
    boolean isChanged() {
        return !Objects.equals(version, aggregate.version());
    }

    /**
     * Asks the event store whether the aggregate has other events than the command knew of. The question bypasses the
     * unit of work, within which the framework would answer with the events that the command has applied itself.
     *
     * @throws org.axonframework.eventsourcing.eventstore.EventStoreException where the event store does not answer
     */
    boolean isFoundOutdated() {
        CurrentUnitOfWork.clear(command);
        try {
            outdated = events.lastSequenceNumberFor(aggregate.identifierAsString()).filter(version::equals).isEmpty();
        } finally {
            CurrentUnitOfWork.set(command);
        }
        return outdated;
    }

    /**
     * Whether the aggregate may be remembered once more: it was not found outdated, and has no events that were not
     * stored.
     */
    boolean isAsItWas() {
        return !outdated && !isChanged();
    }
}
