package io.orderflow.query.history;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the events that happened on behalf of one order, in their order. The usual history of an order is in one
 * document. Where a stream of the order's own has more than {@value #EVENTS_OF_A_STREAM} events, further documents have
 * the rest, so that none grows without an end.
 *
 * @param page   0 for the first document
 * @param placed whether the order itself is known, which the first document says: only then it has a history for
 *               clients
 * @param first  the position of the first event in the document
 */
public record OrderHistory(String orderId, int page, boolean placed, List<Entry> items, long first, long position) {

    /**
     * So many events of a stream of the order's own are in one document; other streams have few events that concern it.
     */
    static final int EVENTS_OF_A_STREAM = 200;

    /**
     * One event. It is written once, when it happens, and from then on copied with all later ones; as a text it is
     * copied whole and not decoded each time.
     *
     * @param position its place among all events, -1 where it was not read from the event store's log
     * @param json     the text of a {@link HistoryItem}
     */
    public record Entry(long position, String json) {}

    static OrderHistory empty(String orderId, int page, long first) {
        return new OrderHistory(orderId, page, false, List.of(), first, first);
    }

    OrderHistory plus(Entry entry, boolean placesTheOrder) {
        return new OrderHistory(orderId, page, placed || placesTheOrder,
                Stream.concat(items.stream(), Stream.of(entry)).toList(), first, position);
    }
}
