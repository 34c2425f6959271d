package io.orderflow.axonserver.store;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The snapshots of aggregates, with their history. All methods may be called from any thread. */
public interface SnapshotStore {

    /**
     * Keeps a snapshot; the stage completes when it is on the disk. A second one at the same sequence number replaces
     * it. Fails with {@link StoreException.SnapshotBeyondLog} where the aggregate has no event of its sequence number
     * yet: whoever loaded the aggregate from it could add none that the store takes.
     */
    CompletionStage<Void> add(Event snapshot);

    /** The newest snapshot in a range of sequence numbers. */
    Optional<Event> latest(AggregateRange range);

    /** The snapshots in a range of sequence numbers, newest first: at most a page of them. */
    List<Event> list(AggregateRange range, PageLimit limit);

    /**
     * Snapshots of all aggregates, those of an aggregate in order of their sequence numbers: a page of them.
     *
     * @param after
     *            the last one of the page before, or null for the first page
     */
    List<Event> page(@Nullable Event after, PageLimit limit);

    /** Calls a listener with each new snapshot, on any thread of the store: it must neither block nor throw. */
    EventStore.Subscription onAdded(Consumer<Event> listener);
}
