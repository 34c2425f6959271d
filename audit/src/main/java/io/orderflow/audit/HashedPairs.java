package io.orderflow.audit;

import java.util.Arrays;

/**
 * Remembers one text for each of many others, by hashes of 64 bits of both: 32 bytes a pair on average, of which the texts
 * would take some 220. Of ten million texts two have the same hash with a probability of 3 in a million; the pair of one
 * of them would then be taken for that of the other. The hash is FNV-1a of the characters (Fowler, Noll and Vo), mixed as
 * MurmurHash3 ends. Not thread-safe.
 */
final class HashedPairs {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long NONE = 0;
    private static final int FIRST_PLACES = 1 << 10;

    /** The hashes of the keys, each at the first free place from that of its lowest bits on. */
    private long[] keys = new long[FIRST_PLACES];
    private long[] values = new long[FIRST_PLACES];
    private int size;

    /** What was remembered for a key. */
    enum Earlier {
        NOTHING, THE_SAME, ANOTHER
    }

    /** Remembers a value for a key, unless there is one. */
    Earlier putIfAbsent(String key, String value) {
        long hash = hash(key);
        int place = placeOf(hash);
        if (keys[place] == hash) {
            return values[place] == hash(value) ? Earlier.THE_SAME : Earlier.ANOTHER;
        }
        keys[place] = hash;
        values[place] = hash(value);
        size++;
        if (size > keys.length / 4 * 3) {
            grow();
        }
        return Earlier.NOTHING;
    }

    boolean containsKey(String key) {
        long hash = hash(key);
        return keys[placeOf(hash)] == hash;
    }

    /** The place of a hash, or the free one where it belongs. */
    private int placeOf(long hash) {
        int place = (int) hash & keys.length - 1;
        while (keys[place] != NONE && keys[place] != hash) {
            place = place + 1 & keys.length - 1;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = Arrays.copyOf(keys, keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != NONE) {
                int place = placeOf(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }

    private static long hash(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == NONE ? FNV_BASIS : hash;
    }
}
