package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.ScheduledEvents;
import io.orderflow.axonserver.store.SnapshotStore;
import io.orderflow.axonserver.store.StoreException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Events, snapshots and scheduled events in one directory. Thread-safe. Opening takes the same short time at any
 * size. After
 * {@link #close()}, which waits for what is being written, all calls fail with {@link StoreException.Closed}.
 */
public final class RocksStore implements AutoCloseable {

    private final Database database;
    private final GroupCommit writer;
    private final RocksEvents events;
    private final RocksSnapshots snapshots;
    private final RocksScheduledEvents scheduledEvents;

    private RocksStore(Database database, Clock clock) {
        this.database = database;
        Tables tables = Tables.of(database);
        Head head = new Head(tables.events());
        this.writer = new GroupCommit(tables, head);
        this.events = new RocksEvents(tables, head, writer);
        this.snapshots = new RocksSnapshots(tables, writer);
        this.scheduledEvents = new RocksScheduledEvents(tables, writer, clock);
    }

    /**
     * Opens the store in a directory, which is made where it does not exist.
     *
     * @param clock
     *            says when a scheduled event is due
     * @throws StoreException.Failure
     *             where the store is damaged, of another version, or open already
     */
    public static RocksStore open(Path directory, Clock clock) {
        Database database = Database.open(directory);
        try {
            RocksStore store = new RocksStore(database, clock);
            store.scheduledEvents.start();
            store.writer.start();
            return store;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public EventStore events() {
        return events;
    }

    public SnapshotStore snapshots() {
        return snapshots;
    }

    public ScheduledEvents scheduledEvents() {
        return scheduledEvents;
    }

    @Override
    public void close() {
        scheduledEvents.close();
        writer.close();
        database.close();
    }
}
