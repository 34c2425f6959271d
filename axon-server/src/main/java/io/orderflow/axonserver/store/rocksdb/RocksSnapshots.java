package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.SnapshotStore;
import io.orderflow.axonserver.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The snapshot store on RocksDB. Thread-safe. */
final class RocksSnapshots implements SnapshotStore {

    private final Tables tables;
    private final GroupCommit writer;
    private final CopyOnWriteArrayList<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

    RocksSnapshots(Tables tables, GroupCommit writer) {
        this.tables = tables;
        this.writer = writer;
    }

    @Override
    public CompletionStage<Void> add(Event snapshot) {
        Add add;
        try {
            if (snapshot.getAggregateIdentifier().isEmpty() || snapshot.getAggregateSequenceNumber() < 0) {
                throw new StoreException.InvalidEvent("A snapshot needs an aggregate and a sequence number");
            }
            add = new Add(EncodedEvent.of(snapshot));
        } catch (StoreException e) {
            return CompletableFuture.failedStage(e);
        }
        writer.submit(add);
        return add.result();
    }

    @Override
    public Optional<Event> latest(AggregateRange range) {
        return list(range, PageLimit.ONE).stream().findFirst();
    }

    @Override
    public List<Event> list(AggregateRange range, PageLimit limit) {
        return tables.snapshots().newestFirst(range, limit);
    }

    @Override
    public List<Event> page(@Nullable Event after, PageLimit limit) {
        return tables.snapshots().page(after == null
                ? null
                : Keys.ofSequence(Keys.aggregateId(after.getAggregateIdentifier()), after.getAggregateSequenceNumber()),
                limit);
    }

    @Override
    public EventStore.Subscription onAdded(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A snapshot that waits to be written. */
    private final class Add extends WriteRequest<@Nullable Void> {
        private final EncodedEvent snapshot;

        Add(EncodedEvent snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        int bytes() {
            return snapshot.bytes().length;
        }

        @Override
        void addTo(Group group) throws RocksDBException {
            group.addSnapshot(snapshot);
        }

        @Override
        void confirm() {
            complete(null);
            listeners.forEach(listener -> listener.accept(snapshot.event()));
        }
    }
}
