package io.orderflow.service.aggregate;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.command.Repository;

/** Makes the repositories of aggregates. */
public final class Aggregates {

    /**
     * Loading an aggregate reads at most about twice as many events, because further events come while a snapshot is
     * taken.
     */
    static final int EVENTS_BETWEEN_SNAPSHOTS = 200;

    /** The aggregates of one type that are kept in memory: the orders of a burst of some seconds. */
    private static final int MAX_KEPT = 4_000;

    /**
     * The events that these have in all: those of two hundred of the largest aggregates, which remember some hundred
     * kilobytes each.
     */
    private static final int MAX_EVENTS_KEPT = 400_000;

    private final EventStore events;
    private final Snapshotter snapshotter;
    private final ParameterResolverFactory parameters;
    private final List<RememberingRepository<?>> repositories = new CopyOnWriteArrayList<>();

    /** @param parameters resolve the parameters of handlers besides their message */
    Aggregates(EventStore events, Snapshotter snapshotter, ParameterResolverFactory parameters) {
        this.events = events;
        this.snapshotter = snapshotter;
        this.parameters = parameters;
    }

    /**
     * Makes the repository of one type, which must be a bean named after it, {@code stockItemRepository}, for the
     * framework to find it. The aggregates that were used last are kept in memory.
     */
    public <T> Repository<T> repositoryOf(Class<T> type) {
        SnapshotTriggerDefinition snapshots = Snapshotted.class.isAssignableFrom(type)
                ? new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BETWEEN_SNAPSHOTS)
                : NoSnapshotTriggerDefinition.INSTANCE;
        RememberingRepository<T> repository = new RememberingRepository<>(type, events, snapshots, parameters,
                new AggregateMemory<>(MAX_KEPT, MAX_EVENTS_KEPT));
        repositories.add(repository);
        return repository;
    }

    /** Makes every aggregate load from its events the next time. */
    void forget() {
        repositories.forEach(RememberingRepository::forget);
    }
}
