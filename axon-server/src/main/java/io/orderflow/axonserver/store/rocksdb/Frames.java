package io.orderflow.axonserver.store.rocksdb;

import java.util.Arrays;

/** A growing array of bytes that frames are written to, and that is reused for the next run. Not thread-safe. */
final class Frames {

    private static final int INITIAL_BYTES = 512;

    /** A run is closed when it has this many bytes, so that a reader of one event never has to fetch much more. */
    static final int MAX_RUN_BYTES = 64 << 10;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    void addEvent(byte[] event) {
        reserve(Integer.BYTES + event.length);
        Keys.writeInt(bytes, size, event.length);
        System.arraycopy(event, 0, bytes, size + Integer.BYTES, event.length);
        size += Integer.BYTES + event.length;
    }

    void addTokenAndEvent(long token, byte[] event) {
        reserve(Long.BYTES);
        Keys.writeLong(bytes, size, token);
        size += Long.BYTES;
        addEvent(event);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size >= MAX_RUN_BYTES;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets the frames, and the array too where one huge event made it large. */
    void clear() {
        size = 0;
        if (bytes.length > 2 * MAX_RUN_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }
}
