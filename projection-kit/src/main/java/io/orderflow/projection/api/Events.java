package io.orderflow.projection.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/** Reads positions, versions and times off events. */
public final class Events {

    /** The position before the first event. */
    public static final long BEFORE_ALL = -1;

    private static final int NANOS_A_MILLISECOND = 1_000_000;

    private Events() {}

    public static long positionOf(EventMessage<?> event) {
        return event instanceof TrackedEventMessage<?> tracked ? positionOf(tracked.trackingToken()) : BEFORE_ALL;
    }

    public static long positionOf(@Nullable TrackingToken token) {
        return token == null ? BEFORE_ALL : WrappedToken.unwrapLowerBound(token).position().orElse(BEFORE_ALL);
    }

    /**
     * The version of the aggregate right after this event, the same that the answer to a command gives: the event's
     * number in the aggregate's stream, counted from zero.
     */
    public static long versionOf(EventMessage<?> event) {
        return ((DomainEventMessage<?>) event).getSequenceNumber();
    }

    /** The present time, cut to what the database keeps of it. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * The event with its time cut to milliseconds, which is what the database keeps of a time. Without this, a document
     * folded in one go would differ from one that was stored and loaded in between.
     */
    public static EventMessage<?> inMilliseconds(EventMessage<?> event) {
        Instant time = event.getTimestamp();
        if (time.getNano() % NANOS_A_MILLISECOND == 0) {
            return event;
        }
        Instant cut = time.truncatedTo(ChronoUnit.MILLIS);
        return event instanceof DomainEventMessage<?> domain
                ? cut(domain, cut)
                : new GenericEventMessage<>(event,
                        () -> cut);
    }

    private static <T> EventMessage<T> cut(DomainEventMessage<T> event, Instant time) {
        return new GenericDomainEventMessage<>(event.getType(), event.getAggregateIdentifier(),
                event.getSequenceNumber(), event, () -> time);
    }
}
