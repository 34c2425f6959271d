package io.orderflow.account;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries up to a limit; beyond it the one added first is forgotten. What it remembers depends only on what
 * it was told, so that a replay remembers the same. Not thread-safe, as nothing in an aggregate is.
 */
final class RecentEntries<K, V> {

    private final Map<K, V> entries = new LinkedHashMap<>();
    private final int limit;

    RecentEntries(int limit) {
        this.limit = limit;
    }

    @Nullable
    V recall(K key) {
        return entries.get(key);
    }

    void remember(K key, V value) {
        entries.put(key, value);
        if (entries.size() > limit) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
