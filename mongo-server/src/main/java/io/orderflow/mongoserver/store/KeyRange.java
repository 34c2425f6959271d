package io.orderflow.mongoserver.store;

import java.util.Arrays;

/**
 * The keys from one to another.
 *
 * @param from       the first key, or a lower one
 * @param to         a key above the last one
 * @param fixedBytes how many bytes at the beginning are the same in all keys, and so do not order them
 */
public record KeyRange(byte[] from, byte[] to, int fixedBytes) {

    /** All keys that begin with these bytes. */
    public static KeyRange startingWith(byte[] prefix) {
        return new KeyRange(prefix, after(prefix), prefix.length);
    }

    /** The lowest key above all that begin with these bytes, at least one of which is not the highest byte. */
    public static byte[] after(byte[] prefix) {
        int last = prefix.length - 1;
        while (prefix[last] == (byte) 0xFF) {
            last--;
        }
        byte[] next = Arrays.copyOf(prefix, last + 1);
        next[last]++;
        return next;
    }

    public boolean isEmpty() {
        return Arrays.compareUnsigned(from, to) >= 0;
    }
}
