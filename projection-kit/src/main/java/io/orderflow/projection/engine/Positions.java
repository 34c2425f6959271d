package io.orderflow.projection.engine;

import io.orderflow.projection.api.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the global positions of events that were read by their aggregates, because such events do not carry them. The
 * time of an event only says where to look first. Clocks are wrong now and then, so that times are not in the order of
 * the log:
 * <ol>
 * <li>As a rule the event lies a few events after the position at which the event store says that its time was reached.
 * <li>An event that is dated in the future makes the event store name the position of that event for every later time.
 * So the search believes the store only where the time of the event at that position is about right. Otherwise it
 * halves the log, reads a few neighbouring events each time, and takes the middle one of their times.
 * <li>Where a clock was wrong for longer, the search reads the log from its beginning, or from an earlier event of the
 * aggregate.
 * </ol>
 * The search remembers the positions of other events of the same aggregates that it meets on the way. Not thread-safe.
 */
final class Positions implements AutoCloseable {

    /**
     * From the last event read, the search reads on to an event that is at most so much later; a later one it finds by
     * its time.
     */
    private static final Duration NEAR = Duration.ofSeconds(1);

    /**
     * A clock was wrong where the event at which the event store says that a time was reached is later by more than
     * this.
     */
    private static final Duration PLAUSIBLE = Duration.ofMinutes(1);

    /** The search looks at so many events on each side of the place where an event should be. */
    private static final int MARGIN_EVENTS = 2_000;

    /** The search reads the times of so many neighbours, so that one or two wrong times do not count. */
    private static final int NEIGHBOURS = 5;

    /** The search for one event reads the log no longer than this, however wrong the clocks are. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventStore events;
    private final List<String> streams;
    private final LogCursor log;
    private final long head;
    private final Map<String, Long> found = new HashMap<>();
    private @Nullable Instant lookedAt;

    /** Make it after the events were read, so that all of them are before the head. */
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
        String id = idOf(event);
        if (found.containsKey(id) || goesOnTo(event) || isWhereItsTimeWasReached(event) || isWhereItsTimeShouldBe(event)
                || isAnywhere(event)) {
            return found.get(id);
        }
        throw new EventStoreException("Cannot find the event " + id + " in the log");
    }

    private boolean goesOnTo(DomainEventMessage<?> event) {
        Instant time = event.getTimestamp();
        return lookedAt != null && !time.isBefore(lookedAt) && time.isBefore(lookedAt.plus(NEAR))
                && look(event, MARGIN_EVENTS, Instant.MAX);
    }

    private boolean isWhereItsTimeWasReached(DomainEventMessage<?> event) {
        open(Events.positionOf(events.createTokenAt(event.getTimestamp())));
        return look(event, MARGIN_EVENTS, event.getTimestamp().plus(PLAUSIBLE));
    }

    private boolean isWhereItsTimeShouldBe(DomainEventMessage<?> event) {
        long low = 0;
        long high = head;
        while (low < high) {
            long middle = (low + high) / 2;
            if (timeAround(middle).isBefore(event.getTimestamp())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        open(Math.max(low - MARGIN_EVENTS, 0) - 1);
        return look(event, 2 * MARGIN_EVENTS, Instant.MAX);
    }

    private boolean isAnywhere(DomainEventMessage<?> event) {
        Long earlier = found.get(idOf(event.getAggregateIdentifier(), event.getSequenceNumber() - 1));
        open(earlier == null ? Events.BEFORE_ALL : earlier);
        return look(event, Long.MAX_VALUE, Instant.MAX);
    }

    private Instant timeAround(long position) {
        open(position - 1);
        List<Instant> times = new ArrayList<>();
        while (times.size() < NEIGHBOURS && log.passed() < head) {
            times.add(log.next().getTimestamp());
        }
        times.sort(null);
        return times.get(times.size() / 2);
    }

    /** Goes to the event after the position. */
    private void open(long position) {
        log.openAfter(new GlobalSequenceTrackingToken(position));
        lookedAt = null;
    }

    /** @param latest the search ends at once where the first event that it reads is later than this */
    private boolean look(DomainEventMessage<?> wanted, long events, Instant latest) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String id = idOf(wanted);
        for (long looked = 0; looked < events && log.passed() < head && !found.containsKey(id); looked++) {
            TrackedEventMessage<?> event = log.next();
            lookedAt = event.getTimestamp();
            if (event instanceof DomainEventMessage<?> domain && streams.contains(domain.getAggregateIdentifier())) {
                found.put(idOf(domain), log.passed());
            }
            if (looked == 0 && event.getTimestamp().isAfter(latest)) {
                break;
            }
            if (System.nanoTime() > deadline) {
                throw new EventStoreException("Cannot find the event " + id + " in the log in time");
            }
        }
        return found.containsKey(id);
    }

    private static String idOf(DomainEventMessage<?> event) {
        return idOf(event.getAggregateIdentifier(), event.getSequenceNumber());
    }

    private static String idOf(String aggregate, long sequence) {
        return sequence + "@" + aggregate;
    }

    @Override
    public void close() {
        log.close();
    }
}
