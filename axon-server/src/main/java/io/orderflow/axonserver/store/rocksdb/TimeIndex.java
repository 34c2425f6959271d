package io.orderflow.axonserver.store.rocksdb;

import java.util.OptionalLong;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The column family {@code times}: which run of events first reached a timestamp. Timestamps are not negative, so that
 * their bytes have their order. Thread-safe, because it keeps nothing.
 */
final class TimeIndex {

    /** The highest timestamp of a store without events. */
    static final long NO_TIME = -1;

    private final Database database;

    TimeIndex(Database database) {
        this.database = database;
    }

    void put(WriteBatch batch, long highestMillis, long runToken) throws RocksDBException {
        batch.put(database.handle(Family.TIMES), Keys.ofLong(highestMillis), Keys.ofLong(runToken));
    }

    long highestMillis() {
        return database.scan(Family.TIMES, iterator -> {
            iterator.seekToLast();
            return iterator.isValid() ? Keys.readLong(iterator.key(), 0) : NO_TIME;
        });
    }

    /**
     * The first token of the run that holds the first event at or after an instant; empty where no event is that late.
     */
    OptionalLong runReaching(long epochMillis) {
        return database.scan(Family.TIMES, iterator -> {
            iterator.seek(Keys.ofLong(Math.max(0, epochMillis)));
            return iterator.isValid() ? OptionalLong.of(Keys.readLong(iterator.value(), 0)) : OptionalLong.empty();
        });
    }
}
