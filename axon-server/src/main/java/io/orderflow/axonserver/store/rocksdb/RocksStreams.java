package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.streams.CreateStreamRequest;
import io.orderflow.axonserver.store.StreamStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What is kept of persistent streams, on RocksDB. Thread-safe. */
final class RocksStreams implements StreamStore {

    private final StreamDefinitions definitions;
    private final StreamSegments segments;
    private final GroupCommit writer;

    RocksStreams(Tables tables, GroupCommit writer) {
        this.definitions = tables.streams();
        this.segments = tables.segments();
        this.writer = writer;
    }

    @Override
    public List<Stored> all() {
        List<Stored> all = new ArrayList<>();
        // In a loop, because a lambda would need the type of the definition where there are none, and old connectors lack it.
        for (CreateStreamRequest definition : definitions.all()) {
            all.add(new Stored(definition, segments.of(definition.getStreamId())));
        }
        return all;
    }

    @Override
    public CompletionStage<Void> put(CreateStreamRequest definition, List<Layout> layouts) {
        String id = definition.getStreamId();
        return write(batch -> {
            segments.deleteAll(batch, id);
            definitions.put(batch, definition);
            for (Layout layout : layouts) {
                for (int segment = 0; segment < layout.segments().size(); segment++) {
                    segments.put(batch, id, layout.number(), segment, layout.segments().get(segment));
                }
            }
        });
    }

    @Override
    public CompletionStage<Void> redefine(CreateStreamRequest definition) {
        return write(batch -> definitions.put(batch, definition));
    }

    @Override
    public CompletionStage<Void> advance(String streamId, int layout, int segment, Progress progress) {
        return write(batch -> segments.put(batch, streamId, layout, segment, progress));
    }

    @Override
    public CompletionStage<Void> delete(String streamId) {
        return write(batch -> {
            definitions.delete(batch, streamId);
            segments.deleteAll(batch, streamId);
        });
    }

    private CompletionStage<Void> write(Change change) {
        Write write = new Write(change);
        writer.submit(write);
        return write.result();
    }

    /** What a write does to a batch. */
    interface Change {
        void addTo(WriteBatch batch) throws RocksDBException;
    }

    /** A change that waits to be written. */
    private static final class Write extends WriteRequest<@Nullable Void> {
        private final Change change;

        Write(Change change) {
            this.change = change;
        }

        @Override
        int bytes() {
            return 0;
        }

        @Override
        void addTo(Group group) throws RocksDBException {
            group.addChange(change);
        }

        @Override
        void confirm() {
            complete(null);
        }
    }
}
