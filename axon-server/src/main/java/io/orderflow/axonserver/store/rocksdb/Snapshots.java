package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.PageLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The column family {@code snapshots}: all snapshots of each aggregate. Thread-safe, because it keeps nothing. */
final class Snapshots {

    private final Database database;

    Snapshots(Database database) {
        this.database = database;
    }

    void put(WriteBatch batch, byte[] aggregateId, long sequence, byte[] snapshot) throws RocksDBException {
        batch.put(database.handle(Family.SNAPSHOTS), Keys.ofSequence(aggregateId, sequence), snapshot);
    }

    List<Event> newestFirst(AggregateRange range, PageLimit limit) {
        if (range.isEmpty()) {
            return List.of();
        }
        byte[] last = Keys.ofSequence(Keys.aggregateId(range.aggregateId()), range.toSequence());
        return database.scan(Family.SNAPSHOTS, iterator -> {
            List<Event> snapshots = new ArrayList<>();
            int bytes = 0;
            iterator.seekForPrev(last);
            for (; iterator.isValid() && !limit.isReachedBy(snapshots.size(), bytes); iterator.prev()) {
                byte[] key = iterator.key();
                if (!Keys.sameAggregate(key, last) || Keys.sequenceOf(key) < range.fromSequence()) {
                    break;
                }
                byte[] snapshot = iterator.value();
                snapshots.add(EventLog.parse(snapshot, 0, snapshot.length));
                bytes += snapshot.length;
            }
            return snapshots;
        });
    }

    /** Snapshots in the order of their keys, from the one after the given place on. */
    List<Event> page(byte @Nullable [] afterKey, PageLimit limit) {
        return database.scan(Family.SNAPSHOTS, iterator -> {
            List<Event> page = new ArrayList<>();
            int bytes = 0;
            if (afterKey == null) {
                iterator.seekToFirst();
            } else {
                iterator.seek(afterKey);
                if (iterator.isValid() && Arrays.equals(iterator.key(), afterKey)) {
                    iterator.next();
                }
            }
            for (; iterator.isValid() && !limit.isReachedBy(page.size(), bytes); iterator.next()) {
                byte[] snapshot = iterator.value();
                page.add(EventLog.parse(snapshot, 0, snapshot.length));
                bytes += snapshot.length;
            }
            return page;
        });
    }
}
