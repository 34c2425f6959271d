package io.orderflow.service.aggregate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates as their last change left them. The memory is bounded by their number and, as their state grows with their
 * events, by the sum of those; beyond it the one unused for longest is forgotten. Whoever works with one takes it out, so
 * that no two threads ever have the same. Thread-safe.
 */
final class AggregateMemory<T> {

    /** Beyond so many events an aggregate is not taken to be larger: what it remembers is bounded. */
    private static final int MOST_EVENTS_OF_ONE = 2_000;

    private final int limit;
    private final int eventsLimit;
    private final Map<String, Kept<T>> kept = new LinkedHashMap<>();
    private long events;
    private long cleared;

    /** @param events of the aggregate when it was kept, for how large it is */
    private record Kept<T>(EventSourcedAggregate<T> aggregate, int events) {}

    /**
     * @param limit       of how many are kept
     * @param eventsLimit of the events that those have in all
     */
    AggregateMemory(int limit, int eventsLimit) {
        this.limit = limit;
        this.eventsLimit = eventsLimit;
    }

    synchronized @Nullable EventSourcedAggregate<T> take(String id) {
        Kept<T> taken = kept.remove(id);
        if (taken == null) {
            return null;
        }
        events -= taken.events();
        return taken.aggregate();
    }

    /** To be called where the event store is another one: what is kept may never have happened there. */
    synchronized void clear() {
        kept.clear();
        events = 0;
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
        take(aggregate.identifierAsString());
        Kept<T> latest = new Kept<>(aggregate, (int) Math.min(aggregate.version() + 1, MOST_EVENTS_OF_ONE));
        kept.put(aggregate.identifierAsString(), latest);
        events += latest.events();
        while (kept.size() > limit || events > eventsLimit) {
            take(kept.keySet().iterator().next());
        }
    }
}
