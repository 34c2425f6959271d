package io.orderflow.query.history;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of the events that happened on behalf of one order, in their order. The usual history of an order is in one
 * document. Where a stream of the order's own has more than {@value #EVENTS_OF_A_STREAM} events, further documents have
 * the rest, so that none grows without an end.
 *
 * @param page   0 for the first document
 * @param customerId the customer, absent where the order itself is not known; the first document says it, and only then
 *                   the order has a history for clients
 * @param first  the position of the first event in the document
 */
public record OrderHistory(String orderId, int page, @Nullable String customerId, List<Entry> items, long first,
        long position) {

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
    public record Entry(long position, String json) {

        private static final String OF_ACCOUNT = "{\"type\":\"account.";

        /** Whether it tells of an account, which need not be that of the order's customer. */
        boolean isOfAccount() {
            return json.startsWith(OF_ACCOUNT);
        }
    }

    /** Whether it is there for this customer, or for everybody where none is named. */
    boolean isVisibleTo(@Nullable String customer) {
        return customerId != null && (customer == null || customer.equals(customerId));
    }

    static OrderHistory empty(String orderId, int page, long first) {
        return new OrderHistory(orderId, page, null, List.of(), first, first);
    }

    OrderHistory plus(Entry entry, @Nullable String customer) {
        return new OrderHistory(orderId, page, customer == null ? customerId : customer,
                Stream.concat(items.stream(), Stream.of(entry)).toList(), first, position);
    }
}
