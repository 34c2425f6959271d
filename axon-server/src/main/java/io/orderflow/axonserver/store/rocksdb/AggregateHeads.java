package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.EventStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The column family {@code heads}: the highest sequence number of each aggregate. {@link #stored} may be called from
 * any
 * thread; the methods that use the cache belong to the thread that writes.
 */
final class AggregateHeads {

    /** Aggregates that were written to lately; an entry takes about 150 bytes. */
    private static final int MAX_CACHED_AGGREGATES = 20_000;

    private final Database database;
    private final Map<String, Long> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_CACHED_AGGREGATES;
        }
    };

    AggregateHeads(Database database) {
        this.database = database;
    }

    long stored(byte[] aggregateId) {
        return database.read(Family.HEADS, (db, handle) -> {
            byte[] sequence = new byte[Long.BYTES];
            int length = db.get(handle, aggregateId, sequence);
            return length == RocksDB.NOT_FOUND ? EventStore.NONE : Keys.readLong(sequence, 0);
        });
    }

    long current(String aggregateId, byte[] aggregateIdBytes) {
        Long cached = cache.get(aggregateId);
        return cached != null ? cached : stored(aggregateIdBytes);
    }

    void put(WriteBatch batch, byte[] aggregateId, long sequence) throws RocksDBException {
        batch.put(database.handle(Family.HEADS), aggregateId, Keys.ofLong(sequence));
    }

    /** Called once nothing is left on the disk. */
    void purged() {
        cache.clear();
    }

    /** Called once what {@link #put} wrote is on the disk. */
    void written(String aggregateId, long sequence) {
        cache.put(aggregateId, sequence);
    }
}
