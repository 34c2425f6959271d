package io.orderflow.service.aggregate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the items that an aggregate has opened and not closed yet: the latest of them, each with its value. Earlier
 * ones are offloaded to the register, and the aggregate keeps only their number, so that its state is bounded however
 * many items are open. The aggregate applies an event that names the items that it offloads, and enters them in the
 * register at the same time; items that were opened before that event existed are remembered until then. Not
 * thread-safe, as nothing in an aggregate is.
 */
public final class OpenItems<K, V> {

    /** The items that are still remembered after offloading. */
    public static final int MAX_REMEMBERED = 1_000;

    /** At least so many items are offloaded together, so that there is one event for many. */
    public static final int MIN_OFFLOADED = 100;

    /** At most so many items are offloaded together, and so many entries come on top in a transaction. */
    public static final int MAX_OFFLOADED = 1_000;

    private final Map<K, V> remembered = new LinkedHashMap<>();
    private int offloaded;

    public void open(K key, V value) {
        remembered.put(key, value);
    }

    /** Closes an open item, whether it is remembered or in the register. */
    public void close(K key) {
        if (remembered.remove(key) == null) {
            offloaded--;
        }
    }

    /** Returns the value of the key, or null where it is not remembered. */
    public @Nullable V find(K key) {
        return remembered.get(key);
    }

    public boolean isEmpty() {
        return remembered.isEmpty() && offloaded == 0;
    }

    /** How many open items are in the register only. */
    public int offloaded() {
        return offloaded;
    }

    /** The oldest of the remembered items beyond the limit, to be offloaded; empty while there are too few of them. */
    public <R> List<R> surplus(BiFunction<K, V, R> entry) {
        int surplus = remembered.size() - MAX_REMEMBERED;
        return surplus < MIN_OFFLOADED ? List.of() : oldest(Math.min(surplus, MAX_OFFLOADED), entry);
    }

    /** Forgets items that are in the register from now on. */
    public void offload(List<K> keys) {
        keys.forEach(remembered::remove);
        offloaded += keys.size();
    }

    /** Makes a list of all remembered items, the oldest first. */
    public <R> List<R> toList(BiFunction<K, V, R> entry) {
        return oldest(remembered.size(), entry);
    }

    private <R> List<R> oldest(int count, BiFunction<K, V, R> entry) {
        return remembered.entrySet().stream()
                .limit(count)
                .map(open -> entry.apply(open.getKey(), open.getValue()))
                .toList();
    }

    /** Restores the number that {@link #offloaded} returned, before the remembered items are opened in their order. */
    public void restore(int offloadedBefore) {
        offloaded = offloadedBefore;
    }
}
