package io.orderflow.service.aggregate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A memory of the last few keys, each with its value, which forgets the oldest when it is full. It keeps an aggregate's
 * state bounded however long the aggregate lives. Its content depends only on the calls of {@link #remember}, so that a
 * replay remembers the same. Not thread-safe, as nothing in an aggregate is.
 */
public final class RecentItems<K, V> {

    private final int limit;
    private final Map<K, V> entries = new LinkedHashMap<>();

    public RecentItems(int limit) {
        this.limit = limit;
    }

    /** Remembers the key as the newest one, also where it was known before. */
    public void remember(K key, V value) {
        entries.remove(key);
        entries.put(key, value);
        if (entries.size() > limit) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** Returns the value of the key, or null where it was never remembered or is forgotten. */
    public @Nullable V find(K key) {
        return entries.get(key);
    }

    /**
     * Returns the value of the key, from here or from the register, or null where it was never remembered. The register
     * is asked only where the key may be forgotten.
     *
     * @param register knows for ever every key that was remembered here
     */
    public @Nullable V find(K key, Function<K, Optional<V>> register) {
        V known = entries.get(key);
        return known == null && mayHaveForgotten() ? register.apply(key).orElse(null) : known;
    }

    /** Whether it may have forgotten a key, which it does only when it is full. */
    public boolean mayHaveForgotten() {
        return entries.size() == limit;
    }

    /** Makes a list of all remembered keys, the oldest first: to remember them in this order restores this memory. */
    public <R> List<R> toList(BiFunction<K, V, R> entry) {
        return entries.entrySet().stream().map(known -> entry.apply(known.getKey(), known.getValue())).toList();
    }
}
