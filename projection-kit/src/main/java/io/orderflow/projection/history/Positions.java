package io.orderflow.projection.history;

import io.orderflow.projection.Events;
import io.orderflow.projection.LogCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the global positions of events that were read by their aggregates, which do not say them. The log is looked at
 * from the time of the event on, which is as a rule a few events before it; what else is met of the same aggregates on
 * the way is remembered. Not thread-safe.
 */
final class Positions implements AutoCloseable {

    /** The clocks of the machines that write events differ by less than this. */
    static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /** An event so much later than the last one looked at is reached sooner by its time. */
    private static final Duration NEAR = Duration.ofSeconds(1);

    /** However wrong the clocks are, no more events than these are looked at for one. */
    private static final int MAX_EVENTS = 200_000;

    private final EventStore events;
    private final List<String> streams;
    private final LogCursor log;
    private final long head;
    private final Map<String, Long> found = new HashMap<>();
    private @Nullable Instant lookedAt;

    /** Made after the events were read, so that they are all before the head. */
    Positions(EventStore events, List<String> streams) {
        this.events = events;
        this.streams = streams;
        this.log = new LogCursor(events);
        this.head = Events.positionOf(events.createHeadToken());
    }

    long head() {
        return head;
    }

    long of(DomainEventMessage<?> event) {
        Long known = found.get(idOf(event));
        if (known == null) {
            if (!isNear(event.getTimestamp())) {
                open(event.getTimestamp());
            }
            known = look(event, event.getTimestamp().plus(CLOCKS_APART));
        }
        if (known == null) {
            // Its clock, or that of events before it, was far from the others'.
            open(event.getTimestamp().minus(CLOCKS_APART));
            known = look(event, Instant.MAX);
        }
        if (known == null) {
            throw new EventStoreException("Cannot find the event " + idOf(event) + " in the log");
        }
        return known;
    }

    /** The time of the event at a position. */
    Instant timeAt(long position) {
        List<TrackedEventMessage<?>> there = log.at(position);
        lookedAt = null;
        return there.isEmpty() ? Instant.MAX : there.getFirst().getTimestamp();
    }

    private boolean isNear(Instant time) {
        return lookedAt != null && !time.isBefore(lookedAt) && time.isBefore(lookedAt.plus(NEAR));
    }

    private void open(Instant time) {
        log.openAfter(events.createTokenAt(time));
        lookedAt = time;
    }

    private @Nullable Long look(DomainEventMessage<?> wanted, Instant last) {
        long limit = Math.min(head, log.passed() + MAX_EVENTS);
        while (log.passed() < limit) {
            TrackedEventMessage<?> event = log.next();
            lookedAt = event.getTimestamp();
            if (event instanceof DomainEventMessage<?> domain && streams.contains(domain.getAggregateIdentifier())) {
                found.put(idOf(domain), log.passed());
            }
            if (found.containsKey(idOf(wanted)) || event.getTimestamp().isAfter(last)) {
                break;
            }
        }
        return found.get(idOf(wanted));
    }

    private static String idOf(DomainEventMessage<?> event) {
        return event.getSequenceNumber() + "@" + event.getAggregateIdentifier();
    }

    @Override
    public void close() {
        log.close();
    }
}
