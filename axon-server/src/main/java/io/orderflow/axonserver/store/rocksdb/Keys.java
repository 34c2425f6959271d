package io.orderflow.axonserver.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.axonserver.store.StoreException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** How numbers and aggregate identifiers become keys. */
final class Keys {

    /** The longest aggregate identifier, in bytes of UTF-8. */
    static final int MAX_AGGREGATE_ID_BYTES = 1024;

    /** No key is empty, and none starts with this byte: identifiers are UTF-8, and no number is negative. */
    static final byte[] BEFORE_ALL = {};
    static final byte[] AFTER_ALL = {(byte) 0xff};

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private Keys() {}

    static byte[] ofLong(long value) {
        byte[] key = new byte[Long.BYTES];
        LONG.set(key, 0, value);
        return key;
    }

    static long readLong(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    static void writeLong(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }

    static int readInt(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    static void writeInt(byte[] bytes, int offset, int value) {
        INT.set(bytes, offset, value);
    }

    /** @throws StoreException.TooLarge where the identifier is longer than {@link #MAX_AGGREGATE_ID_BYTES} */
    static byte[] aggregateId(String aggregateId) {
        byte[] id = aggregateId.getBytes(UTF_8);
        if (id.length > MAX_AGGREGATE_ID_BYTES) {
            throw new StoreException.TooLarge(
                    "An aggregate identifier has at most " + MAX_AGGREGATE_ID_BYTES + " bytes");
        }
        return id;
    }

    /** The identifier with its length before it, so that no identifier's keys lie among those of a longer one. */
    static byte[] ofSequence(byte[] aggregateId, long sequence) {
        byte[] key = new byte[Short.BYTES + aggregateId.length + Long.BYTES];
        SHORT.set(key, 0, (short) aggregateId.length);
        System.arraycopy(aggregateId, 0, key, Short.BYTES, aggregateId.length);
        LONG.set(key, key.length - Long.BYTES, sequence);
        return key;
    }

    /** The identifier in a key of {@link #ofSequence}. */
    static String aggregateIdOf(byte[] key) {
        return text(key, Short.BYTES, key.length - Short.BYTES - Long.BYTES);
    }

    static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, UTF_8);
    }

    static long sequenceOf(byte[] key) {
        return readLong(key, key.length - Long.BYTES);
    }

    /** Whether two keys of {@link #ofSequence} are of the same aggregate. */
    static boolean sameAggregate(byte[] key, byte[] other) {
        return key.length == other.length
                && Arrays.equals(key, 0, key.length - Long.BYTES, other, 0, other.length - Long.BYTES);
    }
}
