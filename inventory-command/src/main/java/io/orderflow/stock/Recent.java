package io.orderflow.stock;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A memory of the last few keys, each with what is known of it, which forgets the oldest when it is full. It keeps an
 * aggregate's state bounded however long the aggregate lives. Not thread-safe.
 */
final class Recent<K, V> {

    private final int limit;
    private final Map<K, V> entries = new LinkedHashMap<>();

    Recent(int limit) {
        this.limit = limit;
    }

    /** Remembers the key as the newest one, also where it was known before. */
    void remember(K key, V value) {
        entries.remove(key);
        entries.put(key, value);
        if (entries.size() > limit) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** Returns what is known of the key, or null where it was never remembered or is forgotten. */
    @Nullable
    V find(K key) {
        return entries.get(key);
    }
}
