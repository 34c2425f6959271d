package io.orderflow.projection.document;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the documents that this process wrote last, as it wrote them, because most documents change several times
 * within seconds and need not be read each time. A remembered document may be outdated where another process has
 * written since; it is written back only as it was read, so that this shows. Bounded by the size of the documents in
 * the database. Thread-safe.
 */
final class RecentDocuments<D> {

    /** The size of the documents as they are stored; in memory they take about three times as much. */
    static final int MAX_BYTES = 2 << 20;

    private final Map<String, RecentDocument<D>> recent = new LinkedHashMap<>();
    private int bytes;

    private record RecentDocument<D>(StoredDocument<D> document, int bytes) {}

    synchronized @Nullable StoredDocument<D> find(String key) {
        RecentDocument<D> found = recent.get(key);
        return found == null ? null : found.document();
    }

    synchronized void put(String key, StoredDocument<D> document, int size) {
        remove(key);
        recent.put(key, new RecentDocument<>(document, size));
        bytes += size;
        while (bytes > MAX_BYTES) {
            remove(recent.keySet().iterator().next());
        }
    }

    synchronized void remove(String key) {
        RecentDocument<D> removed = recent.remove(key);
        if (removed != null) {
            bytes -= removed.bytes();
        }
    }

    synchronized void clear() {
        recent.clear();
        bytes = 0;
    }
}
