package io.orderflow.query.history;

import io.orderflow.api.message.MessageType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the versions of an order: its events, each with the difference that it made to the order as it is served.
 *
 * @param next     the cursor of the page after this one, absent where this is the last
 * @param previous the cursor of the page before this one, absent where this is the first
 */
@MessageType("view.order-versions")
record OrderVersions(String orderId, List<OrderVersion> items, @Nullable String next,
        @Nullable String previous) {

    /**
     * An event and the difference that it made.
     *
     * @param version   the version of the order after the event; 0 as well before the order's own first event
     * @param position  the place of the event among all events, with which {@code asOf} shows the whole order
     * @param aggregate the stream that the event belongs to; absent where it has none
     * @param actor     the user or client that the event's message was sent for
     * @param changes   the fields of the order that the event changed; of the fields that every event changes,
     *                  {@code updatedAt} and {@code position}, the event itself tells
     */
    record OrderVersion(long version, long position, String eventId, String type, Instant time,
            @Nullable String aggregate, @Nullable String actor, List<FieldChange> changes) {}
}
