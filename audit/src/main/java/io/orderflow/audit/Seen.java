package io.orderflow.audit;

import java.util.Arrays;

/**
 * Which of very many names have been seen, as 64 bits of each: of a million names two are mistaken for the same once in
 * tens of millions of audits. Not thread-safe.
 */
final class Seen {

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final long FREE = 0;

    private long[] table = new long[FIRST_CAPACITY];
    private int size;

    /** Returns whether this is the first time. */
    boolean add(String owner, String name) {
        long hash = hash(owner, name);
        if (size * 2 >= table.length) {
            grow();
        }
        boolean added = put(table, hash == FREE ? 1 : hash);
        size += added ? 1 : 0;
        return added;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        Arrays.stream(table).filter(hash -> hash != FREE).forEach(hash -> put(larger, hash));
        table = larger;
    }

    private static boolean put(long[] table, long hash) {
        int slot = (int) (hash & table.length - 1);
        while (table[slot] != FREE) {
            if (table[slot] == hash) {
                return false;
            }
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = hash;
        return true;
    }

    /** FNV-1a, with the bits mixed once more for the table. */
    private static long hash(String owner, String name) {
        long hash = 0xcbf29ce484222325L;
        for (String part : new String[]{owner, "\n", name}) {
            for (int index = 0; index < part.length(); index++) {
                hash = (hash ^ part.charAt(index)) * 0x100000001b3L;
            }
        }
        hash ^= hash >>> 32;
        hash *= 0x9E3779B97F4A7C15L;
        return hash ^ hash >>> 29;
    }
}
