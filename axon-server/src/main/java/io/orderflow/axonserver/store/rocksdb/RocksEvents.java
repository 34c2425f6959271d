package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.store.AggregatePage;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rocksdb.RocksDBException;

/** The event store on RocksDB. Thread-safe. */
final class RocksEvents implements EventStore {

    private final Tables tables;
    private final Head head;
    private final GroupCommit writer;

    RocksEvents(Tables tables, Head head, GroupCommit writer) {
        this.tables = tables;
        this.head = head;
        this.writer = writer;
    }

    @Override
    public CompletionStage<Long> append(List<Event> transaction) {
        if (transaction.isEmpty()) {
            return CompletableFuture.completedStage(headToken());
        }
        Append append;
        try {
            append = new Append(transaction.stream().map(EncodedEvent::of).toList());
        } catch (StoreException e) {
            return CompletableFuture.failedStage(e);
        }
        writer.submit(append);
        return append.result();
    }

    @Override
    public List<StoredEvent> read(long fromToken, PageLimit limit) {
        return head.read(Math.max(head.firstToken(), fromToken), limit);
    }

    @Override
    public AggregatePage readAggregate(AggregateRange range, PageLimit limit) {
        return tables.aggregates().read(range, limit);
    }

    @Override
    public long highestSequence(String aggregateId) {
        return tables.heads().stored(Keys.aggregateId(aggregateId));
    }

    @Override
    public long firstToken() {
        return head.firstToken();
    }

    @Override
    public long headToken() {
        head.requireOpen();
        long token = head.token();
        return token < head.firstToken() ? NONE : token;
    }

    @Override
    public long nextToken() {
        head.requireOpen();
        return head.token() + 1;
    }

    /**
     * What is written is on the disk a moment before it is published: a token beyond the published head would be no
     * use.
     */
    @Override
    public long tokenAt(long epochMillis) {
        OptionalLong run = tables.times().runReaching(epochMillis);
        long next = head.token() + 1;
        return run.isEmpty() ? next : Math.min(next, tables.events().firstAtOrAfter(epochMillis, run.getAsLong()));
    }

    @Override
    public Subscription onHeadMoved(Runnable listener) {
        return head.onMoved(listener);
    }

    /** A transaction that waits to be written. */
    private static final class Append extends WriteRequest<Long> {
        private final List<EncodedEvent> events;
        private final int bytes;
        private long lastToken = NONE;

        Append(List<EncodedEvent> events) {
            this.events = new ArrayList<>(events);
            this.bytes = events.stream().mapToInt(event -> event.bytes().length).sum();
        }

        @Override
        int bytes() {
            return bytes;
        }

        @Override
        void addTo(Group group) throws RocksDBException {
            group.requireNextSequences(events);
            for (EncodedEvent event : events) {
                lastToken = group.append(event);
            }
        }

        @Override
        void confirm() {
            complete(lastToken);
        }
    }
}
