package io.orderflow.query.history;

import io.orderflow.api.message.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened on behalf of one order, in the order in which it happened.
 *
 * @param placed whether the order itself is known: only then it has a history for clients
 */
@MessageType("view.order-history")
public record OrderHistory(String orderId, boolean placed, List<Entry> items, long position) {

    /**
     * One event.
     *
     * @param type          its stable name
     * @param position      its place among all events, absent where it was not read from the event store's log
     * @param aggregate     the stream that it belongs to, such as {@code payment:o-1}; absent where it has none
     * @param version       its place in that stream
     * @param payload       the event itself, as the text of a JSON object
     * @param correlationId the identifier of the message that began it all
     * @param causationId   the identifier of the message that directly caused it
     * @param actor         who asked
     * @param traceId       the trace of the request that began it
     */
    public record Entry(String type, Instant time, @Nullable Long position, String eventId, @Nullable String aggregate,
            @Nullable Long version, String payload, @Nullable String correlationId, @Nullable String causationId,
            @Nullable String actor, @Nullable String traceId) {}

    static OrderHistory empty(String orderId) {
        return new OrderHistory(orderId, false, List.of(), 0);
    }

    OrderHistory plus(Entry entry, boolean placesTheOrder) {
        return new OrderHistory(orderId, placed || placesTheOrder,
                Stream.concat(items.stream(), Stream.of(entry)).toList(), position);
    }
}
