package io.orderflow.service.aggregate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates as their last change left them, up to a limit; beyond it the one unused for longest is forgotten. Whoever
 * works with one takes it out, so that no two threads ever have the same. Thread-safe.
 */
final class AggregateMemory<T> {

    private final int limit;
    private final Map<String, EventSourcedAggregate<T>> kept = new LinkedHashMap<>();
    private long cleared;

    AggregateMemory(int limit) {
        this.limit = limit;
    }

    synchronized @Nullable EventSourcedAggregate<T> take(String id) {
        return kept.remove(id);
    }

    /** To be called where the event store is another one: what is kept may never have happened there. */
    synchronized void clear() {
        kept.clear();
        cleared++;
    }

    /** How often it was cleared. */
    synchronized long cleared() {
        return cleared;
    }

    /** Keeps what was loaded when it had been cleared so often, and not again since. */
    synchronized void keep(EventSourcedAggregate<T> aggregate, long clearedBefore) {
        if (cleared != clearedBefore) {
            return;
        }
        kept.put(aggregate.identifierAsString(), aggregate);
        if (kept.size() > limit) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
