package io.orderflow.service.aggregate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate has opened and not closed yet. It remembers the latest of it, each with what is known of it. Of what
 * was offloaded to the register before, it keeps only how much that is, so that the aggregate's state is bounded however
 * much is open. The aggregate says with an event what it offloads, and enters it in the register at the same time; what
 * was opened before there was such an event is remembered until then. Not thread-safe, as nothing in an aggregate is.
 */
public final class Outstanding<K, V> {

    /** What is remembered after offloading. */
    public static final int MAX_REMEMBERED = 1_000;

    /** So many are offloaded together, or more, so that there is one event for many. */
    public static final int MIN_OFFLOADED = 100;

    /** A transaction has at most so many entries more. */
    public static final int MAX_OFFLOADED = 1_000;

    private final Map<K, V> remembered = new LinkedHashMap<>();
    private int offloaded;

    public void open(K key, V value) {
        remembered.put(key, value);
    }

    /** Closes what is open, here or in the register. */
    public void close(K key) {
        if (remembered.remove(key) == null) {
            offloaded--;
        }
    }

    /** Returns what is known of the key, or null where it is not remembered. */
    public @Nullable V find(K key) {
        return remembered.get(key);
    }

    public boolean isEmpty() {
        return remembered.isEmpty() && offloaded == 0;
    }

    /** How many are open and in the register only. */
    public int offloaded() {
        return offloaded;
    }

    /** The oldest of what is remembered beyond the limit, to be offloaded; empty while there are too few of them. */
    public <R> List<R> surplus(BiFunction<K, V, R> entry) {
        int surplus = remembered.size() - MAX_REMEMBERED;
        return surplus < MIN_OFFLOADED ? List.of() : oldest(Math.min(surplus, MAX_OFFLOADED), entry);
    }

    /** Forgets what is in the register from now on. */
    public void offload(List<K> keys) {
        keys.forEach(remembered::remove);
        offloaded += keys.size();
    }

    /** Makes a list of all that is remembered, oldest first. */
    public <R> List<R> toList(BiFunction<K, V, R> entry) {
        return oldest(remembered.size(), entry);
    }

    private <R> List<R> oldest(int count, BiFunction<K, V, R> entry) {
        return remembered.entrySet().stream()
                .limit(count)
                .map(open -> entry.apply(open.getKey(), open.getValue()))
                .toList();
    }

    /** Takes up what {@link #offloaded} told, before what is remembered is opened in its order. */
    public void restore(int offloadedBefore) {
        offloaded = offloadedBefore;
    }
}
