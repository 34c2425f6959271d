package io.orderflow.service.aggregate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps aggregates as their last change left them. The memory is bounded by the number of aggregates and, as their
 * state grows with their events, by the sum of their events; beyond it, it forgets the aggregate that was unused for
 * longest. A thread takes an aggregate out of the memory to work with it, so that no two threads ever have the same.
 * Thread-safe.
 */
final class AggregateMemory<T> {

    /** An aggregate counts as no larger than one of so many events, because what it remembers is bounded. */
    private static final int MOST_EVENTS_OF_ONE = 2_000;

    private final int limit;
    private final int eventsLimit;
    private final Map<String, CachedAggregate<T>> kept = new LinkedHashMap<>();
    private long events;
    private long cleared;

    /** @param events the number of the aggregate's events when it was kept, which stands for its size */
    private record CachedAggregate<T>(EventSourcedAggregate<T> aggregate, int events) {}

    /**
     * @param limit       the number of aggregates that are kept
     * @param eventsLimit the number of events that these have in all
     */
    AggregateMemory(int limit, int eventsLimit) {
        this.limit = limit;
        this.eventsLimit = eventsLimit;
    }

    synchronized @Nullable EventSourcedAggregate<T> take(String id) {
        CachedAggregate<T> taken = kept.remove(id);
        if (taken == null) {
            return null;
        }
        events -= taken.events();
        return taken.aggregate();
    }

    /**
     * Forgets all aggregates. To be called where the event store is another one, in which their events may never have
     * happened.
     */
    synchronized void clear() {
        kept.clear();
        events = 0;
        cleared++;
    }

    /** How often the memory was cleared. */
    synchronized long cleared() {
        return cleared;
    }

    /**
     * Keeps an aggregate, unless the memory was cleared since the aggregate was loaded.
     *
     * @param clearedBefore how often the memory had been cleared when the aggregate was loaded
     */
    synchronized void keep(EventSourcedAggregate<T> aggregate, long clearedBefore) {
        if (cleared != clearedBefore) {
            return;
        }
        take(aggregate.identifierAsString());
        CachedAggregate<T> latest = new CachedAggregate<>(aggregate,
                (int) Math.min(aggregate.version() + 1, MOST_EVENTS_OF_ONE));
        kept.put(aggregate.identifierAsString(), latest);
        events += latest.events();
        while (kept.size() > limit || events > eventsLimit) {
            take(kept.keySet().iterator().next());
        }
    }
}
