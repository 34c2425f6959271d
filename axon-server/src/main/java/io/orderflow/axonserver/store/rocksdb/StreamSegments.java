package io.orderflow.axonserver.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.axonserver.store.StreamStore.Layout;
import io.orderflow.axonserver.store.StreamStore.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The column family {@code segments}: how far each segment of each persistent stream has come. Thread-safe, because it
 * keeps nothing.
 */
final class StreamSegments {

    private static final int LAYOUT_AND_SEGMENT_BYTES = 2 * Integer.BYTES;
    private static final int PROGRESS_BYTES = 3 * Long.BYTES;

    private final Database database;

    StreamSegments(Database database) {
        this.database = database;
    }

    void put(WriteBatch batch, String streamId, int layout, int segment, Progress progress) throws RocksDBException {
        byte[] value = new byte[PROGRESS_BYTES];
        Keys.writeLong(value, 0, progress.acknowledged());
        Keys.writeLong(value, Long.BYTES, progress.passed());
        Keys.writeLong(value, 2 * Long.BYTES, progress.replayedUntil());
        batch.put(database.handle(Family.SEGMENTS), key(streamId, layout, segment), value);
    }

    void deleteAll(WriteBatch batch, String streamId) throws RocksDBException {
        batch.deleteRange(database.handle(Family.SEGMENTS), key(streamId, 0, 0), key(streamId, Integer.MAX_VALUE, 0));
    }

    /** The layouts of a stream, oldest first. */
    List<Layout> of(String streamId) {
        byte[] first = key(streamId, 0, 0);
        Map<Integer, List<Progress>> layouts = new TreeMap<>();
        database.scan(Family.SEGMENTS, iterator -> {
            for (iterator.seek(first); iterator.isValid() && isSameStream(iterator.key(), first); iterator.next()) {
                byte[] key = iterator.key();
                layouts.computeIfAbsent(Keys.readInt(key, key.length - LAYOUT_AND_SEGMENT_BYTES),
                        number -> new ArrayList<>()).add(progress(iterator.value()));
            }
            return true;
        });
        return layouts.entrySet().stream().map(entry -> new Layout(entry.getKey(), entry.getValue())).toList();
    }

    static Progress progress(byte[] value) {
        return new Progress(Keys.readLong(value, 0), Keys.readLong(value, Long.BYTES),
                Keys.readLong(value, 2 * Long.BYTES));
    }

    /** The identifier with its length before it, so that no stream's keys lie among those of another one. */
    private static byte[] key(String streamId, int layout, int segment) {
        byte[] id = streamId.getBytes(UTF_8);
        byte[] key = new byte[Integer.BYTES + id.length + LAYOUT_AND_SEGMENT_BYTES];
        Keys.writeInt(key, 0, id.length);
        System.arraycopy(id, 0, key, Integer.BYTES, id.length);
        Keys.writeInt(key, key.length - LAYOUT_AND_SEGMENT_BYTES, layout);
        Keys.writeInt(key, key.length - Integer.BYTES, segment);
        return key;
    }

    private static boolean isSameStream(byte[] key, byte[] other) {
        return key.length == other.length && Arrays.equals(key, 0, key.length - LAYOUT_AND_SEGMENT_BYTES, other, 0,
                other.length - LAYOUT_AND_SEGMENT_BYTES);
    }
}
