package io.orderflow.projection.engine;

import io.orderflow.projection.api.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Reads single events of the log, by position or from a moment on, as the store delivers them (upcasters included).
 * Fast for positions that lie forward and near to each other. Not thread-safe.
 */
final class LogCursor implements AutoCloseable {

    /** To reach a position, the cursor rather skips so many events than opens a new stream. */
    private static final long NEAR_EVENTS = 2_000;

    /** The store delivers an event that is in the log within this time, or it is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventStore events;
    private @Nullable BlockingStream<TrackedEventMessage<?>> stream;
    private long passed;

    LogCursor(EventStore events) {
        this.events = events;
    }

    /** The event at a position, or the events that upcasters made of it, which may be none. */
    List<TrackedEventMessage<?>> at(long position) {
        if (stream == null || position <= passed || position - passed > NEAR_EVENTS) {
            openAfter(new GlobalSequenceTrackingToken(position - 1));
        }
        while (position(peek(PATIENCE)) < position) {
            take();
        }
        List<TrackedEventMessage<?>> found = new ArrayList<>();
        TrackedEventMessage<?> next = peek(PATIENCE);
        while (next != null && position(next) == position) {
            found.add(take());
            next = peek(Duration.ZERO);
        }
        return found;
    }

    /** Goes to the event after this token; absent for the first of the log. */
    void openAfter(@Nullable TrackingToken token) {
        close();
        stream = events.openStream(token);
        passed = Events.positionOf(token);
    }

    /**
     * Reads the next event.
     *
     * @throws EventStoreException where no event comes, as at the end of the log
     */
    TrackedEventMessage<?> next() {
        position(peek(PATIENCE));
        return take();
    }

    /** The position of the last event that was read. */
    long passed() {
        return passed;
    }

    private TrackedEventMessage<?> take() {
        try {
            TrackedEventMessage<?> event = open().nextAvailable();
            passed = Events.positionOf(event);
            return event;
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private @Nullable TrackedEventMessage<?> peek(Duration patience) {
        try {
            BlockingStream<TrackedEventMessage<?>> open = open();
            boolean available = open.hasNextAvailable((int) patience.toMillis(), TimeUnit.MILLISECONDS);
            return available ? open.peek().orElse(null) : null;
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private BlockingStream<TrackedEventMessage<?>> open() {
        if (stream == null) {
            throw new IllegalStateException("The cursor has been put nowhere");
        }
        return stream;
    }

    private static long position(@Nullable TrackedEventMessage<?> event) {
        if (event == null) {
            throw new EventStoreException("The log did not deliver an event in time");
        }
        return Events.positionOf(event);
    }

    private static EventStoreException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new EventStoreException("Interrupted while reading the log", interrupted);
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
