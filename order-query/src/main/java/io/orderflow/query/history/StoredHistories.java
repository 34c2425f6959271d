package io.orderflow.query.history;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.InvalidValue;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.query.history.OrderHistory.Entry;
import io.orderflow.service.web.NotFound;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Finds the events of an order in the documents of its history. Thread-safe. */
final class StoredHistories {

    /** The cursor of the first page. */
    static final long BEGINNING = Events.BEFORE_ALL - 1;

    /** An order has three streams of its own, and their documents may cover the same stretch of the log. */
    private static final int OVERLAPPING = 3;

    /** So many documents, of some 120 KB each, are in memory at once while the events before a page are read. */
    private static final int DOCUMENTS_AT_ONCE = 10;

    private final ReadModel<OrderHistory> histories;

    StoredHistories(ReadModels models, HistoryProjection projection) {
        this.histories = models.of(projection);
    }

    /**
     * Reads a page of the events of an order.
     *
     * @param after the position after which the page begins
     * @param only  the customer whose order it must be, and who sees no event of an account; absent for everybody
     * @throws NotFound where there is no such order
     */
    HistoryPage page(String order, long after, int limit, @Nullable String only) {
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
                .filter(entry -> isVisible(entry, only))
                .sorted(Comparator.comparingLong(Entry::position))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit || end < Long.MAX_VALUE;
        List<Entry> items = found.subList(0, Math.min(limit, found.size()));
        long last = items.isEmpty() ? start.position() : items.getLast().position();
        return new HistoryPage(order, items, more ? Long.toString(last) : null, last);
    }

    private List<OrderHistory> further(String order, long after, int limit) {
        return histories.find(Filters.and(ofOrder(order), Filters.gte("page", 1), Filters.gt("position", after)),
                Sorts.ascending("first"), documents(limit));
    }

    private static int documents(int limit) {
        return limit / OrderHistory.EVENTS_OF_A_STREAM + OVERLAPPING + 1;
    }

    private static Bson ofOrder(String order) {
        return Filters.eq("orderId", order);
    }

    private static boolean isVisible(Entry entry, @Nullable String only) {
        return only == null || !entry.isOfAccount();
    }

    /**
     * Reads the events up to a position. Those of one stream come in their order, and those of different streams may be
     * mixed in any way.
     */
    void forEachUpTo(long position, String order, @Nullable String only, Consumer<Entry> action) {
        long read = Long.MIN_VALUE;
        List<OrderHistory> documents;
        do {
            documents = histories.find(
                    Filters.and(ofOrder(order), Filters.gt("first", read), Filters.lte("first", position)),
                    Sorts.ascending("first"), DOCUMENTS_AT_ONCE);
            documents.stream()
                    .flatMap(history -> history.items().stream())
                    .filter(entry -> entry.position() <= position && isVisible(entry, only))
                    .forEach(action);
            read = documents.isEmpty() ? read : documents.getLast().first();
        } while (documents.size() == DOCUMENTS_AT_ONCE);
    }

    /** @throws InvalidValue where the cursor is not of a page */
    static long positionOf(@Nullable String cursor) {
        try {
            return cursor == null ? BEGINNING : Long.parseLong(cursor);
        } catch (NumberFormatException foreign) {
            throw new InvalidValue("cursor must be the next of the page before");
        }
    }
}
