package io.orderflow.axonserver.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of events that the log does not have. Earlier versions took them, and nobody could load such an aggregate
 * any more. They are removed when a store is opened for the first time since: were they only left out where they are
 * read, one of them would come to life again as soon as its aggregate had as many events, with another state than these
 * lead to.
 */
final class SnapshotsBeyondLog {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotsBeyondLog.class);

    private SnapshotsBeyondLog() {}

    /** To be called before anything else is written. It reads all snapshots once in the life of a store. */
    static void removeFrom(Tables tables) {
        if (tables.properties().hasSnapshotsWithinLog()) {
            return;
        }
        Database database = tables.database();
        List<byte[]> beyond = database.scan(Family.SNAPSHOTS, iterator -> keysBeyond(iterator, tables.heads()));
        try (WriteBatch batch = new WriteBatch()) {
            for (byte[] key : beyond) {
                batch.delete(database.handle(Family.SNAPSHOTS), key);
            }
            tables.properties().putSnapshotsWithinLog(batch);
            database.write(batch);
        } catch (RocksDBException e) {
            throw Database.cannotWrite(e);
        }
        if (!beyond.isEmpty()) {
            byte[] first = beyond.getFirst();
            LOG.warn("Removed {} snapshots of events that the log does not have, the first of aggregate {} at sequence"
                    + " number {}", beyond.size(), Keys.aggregateIdOf(first), Keys.sequenceOf(first));
        }
    }

    private static List<byte[]> keysBeyond(RocksIterator snapshots, AggregateHeads heads) {
        List<byte[]> beyond = new ArrayList<>();
        for (snapshots.seekToFirst(); snapshots.isValid(); snapshots.next()) {
            byte[] key = snapshots.key();
            if (Keys.sequenceOf(key) > heads.stored(Keys.aggregateId(Keys.aggregateIdOf(key)))) {
                beyond.add(key);
            }
        }
        return beyond;
    }
}
