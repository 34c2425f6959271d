package io.orderflow.query.history;

import io.orderflow.api.message.MessageType;
import io.orderflow.query.history.OrderHistory.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an order's history, the earliest events first.
 *
 * @param next     the cursor of the page after this one, absent where this is the last
 * @param previous the cursor of the page before this one, absent where this is the first
 * @param position the position of the last event of the page
 */
@MessageType("view.history-page")
public record HistoryPage(String orderId, List<Entry> items, @Nullable String next,
        @Nullable String previous, long position) {

    /** The most events that a page has, and the number that it has where the request names no smaller one. */
    public static final int MAX_LIMIT = 500;
    public static final String DEFAULT_LIMIT = "500";
    static final String CURSOR = "The next or the previous of another page; latest for the page with the newest events";
}
