package io.orderflow.mongoserver.store;

import java.util.Arrays;

/** Bytes of a key, which grow as it is written. Not thread-safe. */
public final class KeyBuffer {

    private static final int INITIAL_BYTES = 64;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    public KeyBuffer add(int oneByte) {
        ensure(1);
        bytes[length++] = (byte) oneByte;
        return this;
    }

    public KeyBuffer add(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    public KeyBuffer addInt(int value) {
        return add(value >>> 24).add(value >>> 16).add(value >>> 8).add(value);
    }

    public KeyBuffer addLong(long value) {
        return addInt((int) (value >>> 32)).addInt((int) value);
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    public int length() {
        return length;
    }

    /** Inverts the bytes that were written since, which reverses their order. */
    public void invertFrom(int start) {
        for (int i = start; i < length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
