package io.orderflow.service.aggregate;

import io.orderflow.service.command.IfMatch;
import io.orderflow.service.correlation.Origin;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;

/**
 * Recognises a request that has been done already, when the process ended before the answer was kept: the repeat still
 * names the version that was there before it, and is let through, as RFC 9110 allows, to change nothing and be answered.
 * The events after that version say for which request they are. Thread-safe.
 */
final class DoneBefore {

    /** Only the latest events are looked through; a repeat comes soon. */
    private static final long MAX_EVENTS = 200;

    private final EventStore events;

    DoneBefore(EventStore events) {
        this.events = events;
    }

    boolean test(MetaData command, String stream, long version) {
        Object request = command.get(Origin.REQUEST);
        return request != null && IfMatch.of(command).lowest().stream().anyMatch(lowest -> events
                .readEvents(stream, Math.max(lowest + 1, version - MAX_EVENTS))
                .asStream()
                .anyMatch(event -> request.equals(event.getMetaData().get(Origin.REQUEST))));
    }
}
