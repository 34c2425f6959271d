package io.orderflow.query.log;

import io.orderflow.projection.api.Events;
import io.orderflow.service.web.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event log backwards, part by part: every event store gives its log forwards from any position. A request
 * reads a bounded number of events and ends after a bounded time. Thread-safe.
 */
final class EventLog {

    /** A request reads so many events at the most, as long as there are fewer than it looks for. */
    static final int MAX_EVENTS_READ = 50_000;

    /** A request that has taken so long begins no further part. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The events of a part are in memory at once, some 2 KB each. */
    private static final int EVENTS_OF_A_PART = 2_000;

    /** An event that is in the log comes within this time, or the event store is away. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final EventStore events;
    private final EventReader reader;

    EventLog(EventStore events, Serializer serializer) {
        this.events = events;
        this.reader = new EventReader(serializer);
    }

    EventReader reader() {
        return reader;
    }

    /** The position of the last event; -1 where there is none. */
    long head() {
        return Events.positionOf(events.createHeadToken());
    }

    /** The position of the first event at or after a time, as the event store finds it; beyond the head where none is. */
    long firstAt(Instant time) {
        return Events.positionOf(events.createTokenAt(time)) + 1;
    }

    /**
     * Searches the log backwards.
     *
     * @param from  the position of the earliest event that may be found
     * @param until the position of the latest event that may be found
     * @param limit the most events to be found
     */
    EventLogPage search(EventFilter filter, long from, long until, int limit) {
        long head = head();
        long begun = System.nanoTime();
        long high = Math.min(until, head);
        long lowest = Math.max(from, 0);
        long floor = Math.max(lowest, high - MAX_EVENTS_READ + 1);
        int part = filter.isEmpty() ? limit : EVENTS_OF_A_PART;
        List<LoggedEvent> found = new ArrayList<>();
        while (high >= floor && found.size() < limit && System.nanoTime() - begun < PATIENCE.toNanos()) {
            long low = Math.max(floor, high - part + 1);
            Deque<TrackedEventMessage<?>> wanted = wanted(filter, low, high);
            while (!wanted.isEmpty() && found.size() < limit) {
                found.add(reader.show(wanted.removeLast()));
            }
            high = wanted.isEmpty() ? low - 1 : found.getLast().position() - 1;
        }
        return new EventLogPage(found, high >= lowest ? Long.toString(high) : null, head, high + 1);
    }

    private Deque<TrackedEventMessage<?>> wanted(EventFilter filter, long low, long high) {
        Deque<TrackedEventMessage<?>> wanted = new ArrayDeque<>();
        read(low, high).stream().filter(event -> filter.wants(event, reader)).forEach(wanted::add);
        return wanted;
    }

    /**
     * Shows an event with those around it.
     *
     * @throws NotFound where there is no event at the position
     */
    EventNeighbours around(long position, int neighbours) {
        long head = head();
        List<LoggedEvent> all = position > head
                ? List.of()
                : read(Math.max(0, position - neighbours), Math.min(head, position + neighbours)).stream()
                        .map(reader::show)
                        .toList();
        LoggedEvent event = all.stream().filter(one -> one.position() == position).findFirst()
                .orElseThrow(() -> new NotFound("No event at position " + position));
        return new EventNeighbours(event, all.stream().filter(one -> one.position() < position).toList(),
                all.stream().filter(one -> one.position() > position).toList());
    }

    /** The events of a part of the log, all of which there is. */
    private List<TrackedEventMessage<?>> read(long low, long high) {
        List<TrackedEventMessage<?>> part = new ArrayList<>();
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(after(low - 1))) {
            long position = low - 1;
            while (position < high) {
                if (!stream.hasNextAvailable((int) ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new EventStoreException("The log did not deliver the events up to position " + high);
                }
                TrackedEventMessage<?> event = stream.nextAvailable();
                position = Events.positionOf(event);
                if (position <= high) {
                    part.add(event);
                }
            }
            return part;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EventStoreException("Interrupted while reading the log", interrupted);
        }
    }

    private static @Nullable GlobalSequenceTrackingToken after(long position) {
        return position <= Events.BEFORE_ALL ? null : new GlobalSequenceTrackingToken(position);
    }
}
