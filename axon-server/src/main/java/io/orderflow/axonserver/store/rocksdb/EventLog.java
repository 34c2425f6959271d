package io.orderflow.axonserver.store.rocksdb;

import com.google.protobuf.UnsafeByteOperations;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** The column family {@code events}: all events in token order, in runs. Thread-safe, because it keeps nothing. */
final class EventLog {

    private final Database database;

    EventLog(Database database) {
        this.database = database;
    }

    void put(WriteBatch batch, long firstToken, byte[] run) throws RocksDBException {
        batch.put(database.handle(Family.EVENTS), Keys.ofLong(firstToken), run);
    }

    /**
     * The token of the last event on the disk. Reads one run, whatever the size of the log.
     *
     * @param ofNone
     *            the answer where there is no event
     */
    long lastToken(long ofNone) {
        return database.scan(Family.EVENTS, iterator -> {
            iterator.seekToLast();
            if (!iterator.isValid()) {
                return ofNone;
            }
            byte[] run = iterator.value();
            long token = Keys.readLong(iterator.key(), 0) - 1;
            for (int offset = 0; offset < run.length; offset = next(run, offset)) {
                token++;
            }
            return token;
        });
    }

    /** Events in token order, none of them after {@code headToken}. */
    List<StoredEvent> read(long fromToken, long headToken, PageLimit limit) {
        return database.scan(Family.EVENTS, iterator -> {
            List<StoredEvent> page = new ArrayList<>();
            int bytes = 0;
            iterator.seekForPrev(Keys.ofLong(fromToken));
            if (!iterator.isValid()) {
                iterator.status();
                iterator.seekToFirst();
            }
            while (iterator.isValid()) {
                long token = Keys.readLong(iterator.key(), 0);
                byte[] run = iterator.value();
                for (int offset = 0; offset < run.length; offset = next(run, offset), token++) {
                    if (token > headToken) {
                        return page;
                    }
                    if (token >= fromToken) {
                        page.add(stored(token, run, offset + Integer.BYTES, Keys.readInt(run, offset)));
                        bytes += Keys.readInt(run, offset);
                        if (limit.isReachedBy(page.size(), bytes)) {
                            return page;
                        }
                    }
                }
                iterator.next();
            }
            return page;
        });
    }

    /** The token of the first event at or after an instant, in the run that starts with the given token. */
    long firstAtOrAfter(long epochMillis, long runToken) {
        return database.read(Family.EVENTS, (db, handle) -> {
            byte[] run = db.get(handle, Keys.ofLong(runToken));
            long token = runToken;
            for (int offset = 0; run != null && offset < run.length; offset = next(run, offset), token++) {
                if (event(run, offset).getTimestamp() >= epochMillis) {
                    return token;
                }
            }
            throw damaged("the run of token " + runToken + " lacks the event that the time index names");
        });
    }

    private static int next(byte[] run, int offset) {
        return offset + Integer.BYTES + Keys.readInt(run, offset);
    }

    private static Event event(byte[] run, int offset) {
        return parse(run, offset + Integer.BYTES, Keys.readInt(run, offset));
    }

    /** Reads an event that this store wrote. */
    static Event parse(byte[] bytes, int offset, int length) {
        return stored(0, bytes, offset, length).event();
    }

    /** An event that this store wrote, within bytes that nobody changes any more. */
    static StoredEvent stored(long token, byte[] bytes, int offset, int length) {
        return StoredEvent.of(token, UnsafeByteOperations.unsafeWrap(bytes, offset, length));
    }

    static StoreException damaged(String what) {
        return new StoreException.Failure("The event store is damaged", new IllegalStateException(what));
    }
}
