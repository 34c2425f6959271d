package io.orderflow.mongoserver.store;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/**
 * Reads the keys of a range with their values, piece by piece, in their order or in the opposite one. Between two
 * pieces it holds nothing of the database, so that it may or may not see changes of that time, like MongoDB's cursors.
 * Not thread-safe.
 */
public final class KeyReader implements Iterator<KeyReader.Entry> {

    private static final int FIRST_PIECE = 16;
    private static final int LARGEST_PIECE = 512;
    private static final int PIECE_BYTES = 1 << 20;

    /** A key with its value. */
    public record Entry(byte[] key, byte[] value) {}

    private final DocumentStore store;
    private final ColumnFamily family;
    private final KeyRange range;
    private final boolean backwards;
    private final Deque<Entry> piece = new ArrayDeque<>();
    private byte @Nullable [] last;
    private int pieceSize = FIRST_PIECE;
    private boolean ended;

    public KeyReader(DocumentStore store, ColumnFamily family, KeyRange range, boolean backwards) {
        this.store = store;
        this.family = family;
        this.range = range;
        this.backwards = backwards;
        this.ended = range.isEmpty();
    }

    @Override
    public boolean hasNext() {
        if (piece.isEmpty() && !ended) {
            read();
        }
        return !piece.isEmpty();
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The range is read");
        }
        return piece.remove();
    }

    /** The next entry, without moving on. */
    public Entry peek() {
        if (!hasNext()) {
            throw new NoSuchElementException("The range is read");
        }
        return piece.element();
    }

    private void read() {
        store.scan(family, range, iterator -> {
            position(iterator);
            int bytes = 0;
            while (iterator.isValid() && piece.size() < pieceSize && bytes < PIECE_BYTES) {
                Entry entry = new Entry(iterator.key(), iterator.value());
                piece.add(entry);
                bytes += entry.key().length + entry.value().length;
                step(iterator);
            }
            ended = !iterator.isValid();
            return true;
        });
        if (!piece.isEmpty()) {
            last = piece.getLast().key();
        }
        pieceSize = Math.min(2 * pieceSize, LARGEST_PIECE);
    }

    private void position(RocksIterator iterator) {
        byte[] before = last;
        if (before == null) {
            if (backwards) {
                iterator.seekToLast();
            } else {
                iterator.seekToFirst();
            }
            return;
        }
        if (backwards) {
            iterator.seekForPrev(before);
        } else {
            iterator.seek(before);
        }
        if (iterator.isValid() && Arrays.equals(iterator.key(), before)) {
            step(iterator);
        }
    }

    private void step(RocksIterator iterator) {
        if (backwards) {
            iterator.prev();
        } else {
            iterator.next();
        }
    }
}
