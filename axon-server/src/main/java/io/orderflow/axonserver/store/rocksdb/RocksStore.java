package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.ScheduledEvents;
import io.orderflow.axonserver.store.SnapshotStore;
import io.orderflow.axonserver.store.Store;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.StoreStatistics;
import io.orderflow.axonserver.store.StreamStore;
import io.orderflow.axonserver.store.WriteCounts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Events, snapshots and scheduled events in one directory. Thread-safe. Opening takes the same time at any size, except
 * for the first time after an earlier version, when it reads all snapshots.
 */
final class RocksStore implements Store {

    private final Database database;
    private final Tables tables;
    private final Head head;
    private final GroupCommit writer;
    private final RocksEvents events;
    private final RocksSnapshots snapshots;
    private final RocksScheduledEvents scheduledEvents;
    private final RocksStreams streams;

    private RocksStore(Database database, Clock clock) {
        this.database = database;
        this.tables = Tables.of(database);
        this.head = new Head(tables.events(), tables.properties().firstToken());
        this.writer = new GroupCommit(tables, head);
        this.events = new RocksEvents(tables, head, writer);
        this.snapshots = new RocksSnapshots(tables, writer);
        this.scheduledEvents = new RocksScheduledEvents(tables, writer, clock);
        this.streams = new RocksStreams(tables, writer);
    }

    /**
     * Opens the store in a directory, which is made where it does not exist.
     *
     * @param clock
     *            says when a scheduled event is due
     * @throws StoreException.Failure
     *             where the store is damaged, of another version, or open already
     */
    static RocksStore open(Path directory, Clock clock, SharedMemory memory) {
        Database database = Database.open(directory, memory);
        try {
            RocksStore store = new RocksStore(database, clock);
            SnapshotsBeyondLog.removeFrom(store.tables);
            store.scheduledEvents.start();
            store.writer.start();
            return store;
        } catch (RuntimeException e) {
            database.close("The event store could not be opened");
            throw e;
        }
    }

    @Override
    public EventStore events() {
        return events;
    }

    @Override
    public SnapshotStore snapshots() {
        return snapshots;
    }

    @Override
    public ScheduledEvents scheduledEvents() {
        return scheduledEvents;
    }

    @Override
    public StreamStore streams() {
        return streams;
    }

    @Override
    public Map<String, String> properties() {
        return tables.properties().all();
    }

    @Override
    public CompletionStage<Void> setProperties(Map<String, String> properties) {
        SetProperties request = new SetProperties(Map.copyOf(properties));
        writer.submit(request);
        return request.result();
    }

    @Override
    public CompletionStage<Void> purge() {
        Purge request = new Purge(database);
        writer.submit(request);
        return request.result();
    }

    @Override
    public CompletionStage<Long> beginAt(long token) {
        BeginAt request = new BeginAt(token);
        writer.submit(request);
        return request.result();
    }

    @Override
    public WriteCounts written() {
        return writer.written();
    }

    @Override
    public int waiting() {
        return writer.waiting();
    }

    @Override
    public long bytesOnDisk() {
        return Statistics.bytes(database.directory());
    }

    @Override
    public StoreStatistics statistics() {
        return Statistics.of(database, head.token() - head.firstToken() + 1);
    }

    @Override
    public CompletionStage<Rest> rest() {
        Pause request = new Pause();
        writer.submit(request);
        return request.result();
    }

    @Override
    public void copyTo(Path directory) {
        database.copyTo(directory);
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(writer.failure()).or(database::damage);
    }

    /** To be called every now and then, by one thread. */
    void keepUp() {
        writer.retryWhereItFails();
        database.flushWhereItRests();
    }

    @Override
    public void close(String reason) {
        scheduledEvents.close();
        writer.close(reason);
        database.close(reason);
        head.close(reason);
    }
}
