package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.AggregatePage;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * The column family {@code aggregates}: each aggregate's events together, in runs. Thread-safe, because it keeps
 * nothing.
 */
final class AggregateIndex {

    private static final int FRAME_HEADER_BYTES = Long.BYTES + Integer.BYTES;

    private final Database database;
    private final AggregateHeads heads;

    AggregateIndex(Database database, AggregateHeads heads) {
        this.database = database;
        this.heads = heads;
    }

    void put(WriteBatch batch, byte[] aggregateId, long firstSequence, byte[] run) throws RocksDBException {
        batch.put(database.handle(Family.AGGREGATES), Keys.ofSequence(aggregateId, firstSequence), run);
    }

    AggregatePage read(AggregateRange range, PageLimit limit) {
        byte[] aggregateId = Keys.aggregateId(range.aggregateId());
        long toSequence = Math.min(range.toSequence(), heads.stored(aggregateId));
        Reader reader = new Reader(range.fromSequence(), toSequence, limit);
        if (!reader.sawAll()) {
            read(aggregateId, reader);
        }
        return new AggregatePage(reader.page, !reader.full);
    }

    /**
     * Often the first run is all, and its key is known. RocksDB finds one key without looking into files that lack it,
     * while an iterator has to look into one file of each level.
     */
    private void read(byte[] aggregateId, Reader reader) {
        byte[] first = Keys.ofSequence(aggregateId, reader.next);
        byte[] firstRun = database.read(Family.AGGREGATES, (db, handle) -> db.get(handle, first));
        if (firstRun != null && !reader.goesOnAfter(reader.next, firstRun)) {
            return;
        }
        byte[] from = Keys.ofSequence(aggregateId, reader.next);
        database.scan(Family.AGGREGATES, iterator -> {
            seekRunOf(iterator, from, reader.next);
            while (iterator.isValid() && Keys.sameAggregate(iterator.key(), from)
                    && reader.goesOnAfter(Keys.sequenceOf(iterator.key()), iterator.value())) {
                iterator.next();
            }
            return reader;
        });
    }

    /** A run that starts before the wanted event may hold it; where the aggregate has none, its first run is next. */
    private static void seekRunOf(RocksIterator iterator, byte[] from, long fromSequence) throws RocksDBException {
        if (fromSequence > 0) {
            iterator.seekForPrev(from);
            if (iterator.isValid() && Keys.sameAggregate(iterator.key(), from)) {
                return;
            }
            iterator.status();
        }
        iterator.seek(from);
    }

    /** Takes what is wanted out of one run after the other. */
    private static final class Reader {
        private final List<StoredEvent> page = new ArrayList<>();
        private final long toSequence;
        private final PageLimit limit;
        private long next;
        private int bytes;
        private boolean full;

        Reader(long fromSequence, long toSequence, PageLimit limit) {
            this.next = fromSequence;
            this.toSequence = toSequence;
            this.limit = limit;
        }

        boolean sawAll() {
            return next > toSequence;
        }

        /** Takes what is wanted of a run, and answers whether it wants the next one too. */
        boolean goesOnAfter(long firstSequence, byte[] run) {
            long sequence = firstSequence;
            for (int offset = 0; offset < run.length && !sawAll(); sequence++) {
                int length = Keys.readInt(run, offset + Long.BYTES);
                if (sequence >= next) {
                    page.add(EventLog.stored(Keys.readLong(run, offset), run, offset + FRAME_HEADER_BYTES, length));
                    next = sequence + 1;
                    bytes += length;
                    if (limit.isReachedBy(page.size(), bytes)) {
                        full = !sawAll();
                        return false;
                    }
                }
                offset += FRAME_HEADER_BYTES + length;
            }
            return !sawAll();
        }
    }
}
