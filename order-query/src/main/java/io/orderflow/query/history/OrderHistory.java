package io.orderflow.query.history;

import io.orderflow.api.message.MessageType;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happened on behalf of one order, in the order in which it happened.
 *
 * @param placed whether the order itself is known: only then it has a history for clients
 */
@MessageType("view.order-history")
public record OrderHistory(String orderId, boolean placed, List<Entry> items, long position) {

    /**
     * One event. It is written once, when it happens, and from then on carried along with all later ones; as a text it is
     * carried whole and not taken apart each time.
     *
     * @param json the text of a {@link HistoryItem}
     */
    public record Entry(String json) {}

    static OrderHistory empty(String orderId) {
        return new OrderHistory(orderId, false, List.of(), 0);
    }

    OrderHistory plus(Entry entry, boolean placesTheOrder) {
        return new OrderHistory(orderId, placed || placesTheOrder,
                Stream.concat(items.stream(), Stream.of(entry)).toList(), position);
    }
}
