package io.orderflow.query.history;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.order.OrderQuery.FindOrderHistory;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.query.history.OrderHistory.Entry;
import io.orderflow.service.message.Origin;
import io.orderflow.service.web.NotFound;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** Answers the queries about the histories of orders. */
final class HistoryQueries {

    /** An order has three streams of its own, and their documents may cover the same stretch of the log. */
    private static final int OVERLAPPING = 3;

    private final ReadModel<OrderHistory> histories;

    HistoryQueries(ReadModels models, HistoryProjection projection) {
        this.histories = models.of(projection);
    }

    @QueryHandler
    HistoryPage handle(FindOrderHistory query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        String order = query.orderId().value();
        int limit = query.limit() == 0 ? HistoryPage.MAX_LIMIT : query.limit();
        long after = positionOf(query.cursor());
        OrderHistory start = histories.find(order)
                .filter(history -> history.isVisibleTo(only))
                .orElseThrow(() -> new NotFound("No order " + order));
        List<OrderHistory> further = further(order, after, limit);
        // Beyond the beginning of the last document found, other documents may have events that the query has not
        // found.
        long end = further.size() == documents(limit) ? further.getLast().first() : Long.MAX_VALUE;
        List<Entry> found = Stream.concat(Stream.of(start), further.stream())
                .flatMap(history -> history.items().stream())
                .filter(entry -> entry.position() > after && entry.position() < end)
                .filter(entry -> only == null || !entry.isOfAccount())
                .sorted(Comparator.comparingLong(Entry::position))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit || end < Long.MAX_VALUE;
        List<Entry> items = found.subList(0, Math.min(limit, found.size()));
        long last = items.isEmpty() ? start.position() : items.getLast().position();
        return new HistoryPage(order, items, more ? Long.toString(last) : null, last);
    }

    private List<OrderHistory> further(String order, long after, int limit) {
        return histories.find(
                Filters.and(Filters.eq("orderId", order), Filters.gte("page", 1), Filters.gt("position", after)),
                Sorts.ascending("first"), documents(limit));
    }

    private static int documents(int limit) {
        return limit / OrderHistory.EVENTS_OF_A_STREAM + OVERLAPPING + 1;
    }

    private static long positionOf(@Nullable String cursor) {
        try {
            return cursor == null ? Events.BEFORE_ALL - 1 : Long.parseLong(cursor);
        } catch (NumberFormatException foreign) {
            throw new InvalidValue("cursor must be the next of the page before");
        }
    }
}
