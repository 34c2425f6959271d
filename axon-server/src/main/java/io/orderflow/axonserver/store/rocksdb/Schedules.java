package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.ScheduledEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * The column family {@code schedules}: events that wait for their time, soonest first. Thread-safe, because it keeps
 * nothing.
 */
final class Schedules {

    private static final int KEY_BYTES = 3 * Long.BYTES;

    private final Database database;

    Schedules(Database database) {
        this.database = database;
    }

    /** A key that no other schedule has. What is due before 1970 is due in 1970. */
    static byte[] newKey(long epochMillis) {
        UUID random = UUID.randomUUID();
        byte[] key = new byte[KEY_BYTES];
        Keys.writeLong(key, 0, Math.max(0, epochMillis));
        Keys.writeLong(key, Long.BYTES, random.getMostSignificantBits());
        Keys.writeLong(key, 2 * Long.BYTES, random.getLeastSignificantBits());
        return key;
    }

    static String token(byte[] key) {
        return HexFormat.of().formatHex(key);
    }

    /** The key that a token names; null where it is no token of ours, and so names nothing. */
    static byte @Nullable [] key(String token) {
        if (token.length() != 2 * KEY_BYTES || !token.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        return HexFormat.of().parseHex(token);
    }

    static long dueMillis(byte[] key) {
        return Keys.readLong(key, 0);
    }

    void put(WriteBatch batch, byte[] key, byte[] event) throws RocksDBException {
        batch.put(database.handle(Family.SCHEDULES), key, event);
    }

    void delete(WriteBatch batch, byte[] key) throws RocksDBException {
        batch.delete(database.handle(Family.SCHEDULES), key);
    }

    boolean contains(byte[] key) {
        return database.read(Family.SCHEDULES, (db, handle) -> db.get(handle, key) != null);
    }

    /** What is due at an instant, soonest first, at most as many as asked for. */
    List<Due> dueAt(long epochMillis, int maxResults) {
        return database.scan(Family.SCHEDULES, iterator -> {
            List<Due> due = new ArrayList<>();
            for (iterator.seekToFirst(); iterator.isValid() && due.size() < maxResults; iterator.next()) {
                byte[] key = iterator.key();
                if (dueMillis(key) > epochMillis) {
                    break;
                }
                byte[] event = iterator.value();
                due.add(new Due(key, EventLog.parse(event, 0, event.length)));
            }
            return due;
        });
    }

    /** The schedules after a key, or from the first one on, soonest first: a page of them. */
    List<ScheduledEvents.Scheduled> page(byte @Nullable [] after, PageLimit limit) {
        return database.scan(Family.SCHEDULES, iterator -> {
            List<ScheduledEvents.Scheduled> page = new ArrayList<>();
            int bytes = 0;
            for (seekBehind(after, iterator); iterator.isValid() && !limit.isReachedBy(page.size(), bytes); iterator
                    .next()) {
                byte[] key = iterator.key();
                byte[] event = iterator.value();
                bytes += event.length;
                page.add(new ScheduledEvents.Scheduled(token(key), dueMillis(key),
                        EventLog.parse(event, 0, event.length)));
            }
            return page;
        });
    }

    private static void seekBehind(byte @Nullable [] after, RocksIterator iterator) {
        if (after == null) {
            iterator.seekToFirst();
            return;
        }
        iterator.seek(after);
        if (iterator.isValid() && Arrays.equals(iterator.key(), after)) {
            iterator.next();
        }
    }

    /** When the next one is due, in milliseconds since the epoch. */
    OptionalLong nextDueMillis() {
        return database.scan(Family.SCHEDULES, iterator -> {
            iterator.seekToFirst();
            return iterator.isValid() ? OptionalLong.of(dueMillis(iterator.key())) : OptionalLong.empty();
        });
    }

    /** A schedule whose time has come. */
    record Due(byte[] key, Event event) {}
}
