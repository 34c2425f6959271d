package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open cursors. A cursor that no client has used for ten minutes is forgotten, as by MongoDB. Thread-safe. */
final class Cursors {

    private static final Duration MAX_REST = Duration.ofMinutes(10);

    private final CursorRegistry registry;
    private final Map<Long, ScanCursor> open = new ConcurrentHashMap<>();

    Cursors(CursorRegistry registry) {
        this.registry = registry;
    }

    CursorRegistry registry() {
        return registry;
    }

    ScanCursor open(Iterator<QueryMatch> rest) {
        forgetResting();
        ScanCursor cursor = new ScanCursor(registry.generateCursorId(), rest);
        registry.add(cursor);
        open.put(cursor.getId(), cursor);
        return cursor;
    }

    /** Forgets the cursors that a client has closed, with all that they hold. */
    void close(Collection<Long> ids) {
        open.keySet().removeAll(ids);
    }

    private void forgetResting() {
        long now = System.nanoTime();
        open.values().removeIf(cursor -> {
            boolean rests = cursor.isExhausted() || now - cursor.lastUsedNanos() > MAX_REST.toNanos();
            if (rests) {
                registry.remove(cursor);
            }
            return rests;
        });
    }
}
