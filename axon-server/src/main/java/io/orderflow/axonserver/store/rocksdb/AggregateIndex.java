package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.store.AggregatePage;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.PageLimit;
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

    AggregateIndex(Database database) {
        this.database = database;
    }

    void put(WriteBatch batch, byte[] aggregateId, long firstSequence, byte[] run) throws RocksDBException {
        batch.put(database.handle(Family.AGGREGATES), Keys.ofSequence(aggregateId, firstSequence), run);
    }

    AggregatePage read(AggregateRange range, PageLimit limit) {
        List<Event> page = new ArrayList<>();
        boolean last = scan(range, limit, page, (token, event) -> event);
        return new AggregatePage(page, last);
    }

    List<EventWithToken> readWithTokens(AggregateRange range, PageLimit limit) {
        List<EventWithToken> page = new ArrayList<>();
        scan(range, limit, page,
                (token, event) -> EventWithToken.newBuilder().setToken(token).setEvent(event).build());
        return page;
    }

    /** Adds a page of a range to a list, and answers whether the range has no more. */
    private <T> boolean scan(AggregateRange range, PageLimit limit, List<T> page, Shape<T> shape) {
        byte[] from = Keys.ofSequence(Keys.aggregateId(range.aggregateId()), range.fromSequence());
        return database.scan(Family.AGGREGATES, iterator -> {
            seekRunOf(iterator, from, range.fromSequence());
            int bytes = 0;
            while (iterator.isValid()) {
                byte[] key = iterator.key();
                if (!Keys.sameAggregate(key, from)) {
                    return true;
                }
                long sequence = Keys.sequenceOf(key);
                byte[] run = iterator.value();
                for (int offset = 0; offset < run.length; sequence++) {
                    int length = Keys.readInt(run, offset + Long.BYTES);
                    if (sequence > range.toSequence()) {
                        return true;
                    }
                    if (sequence >= range.fromSequence()) {
                        page.add(shape.of(Keys.readLong(run, offset),
                                EventLog.parse(run, offset + FRAME_HEADER_BYTES, length)));
                        bytes += length;
                        if (limit.isReachedBy(page.size(), bytes)) {
                            return false;
                        }
                    }
                    offset += FRAME_HEADER_BYTES + length;
                }
                iterator.next();
            }
            return true;
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

    /** What a reader makes of each event. */
    private interface Shape<T> {
        T of(long token, Event event);
    }
}
