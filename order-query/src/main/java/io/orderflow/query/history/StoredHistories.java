package io.orderflow.query.history;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.query.history.OrderHistory.Entry;
import io.orderflow.service.web.NotFound;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Finds the events of an order in the documents of its history. Thread-safe. */
final class StoredHistories {

    /** Before the position of every event. */
    private static final long BEGINNING = Events.BEFORE_ALL - 1;

    /** An order has three streams of its own, and their documents may cover the same stretch of the log. */
    private static final int OVERLAPPING = 3;

    /** So many documents, of some 120 KB each, are in memory at once while the events before a page are read. */
    private static final int DOCUMENTS_AT_ONCE = 10;

    private final ReadModel<OrderHistory> histories;

    StoredHistories(ReadModels models, HistoryProjection projection) {
        this.histories = models.of(projection);
    }

    /**
     * Reads a page of the events of an order, the earliest first.
     *
     * @param only  the customer whose order it must be, and who sees no event of an account; absent for everybody
     * @throws NotFound where there is no such order
     */
    HistoryPage page(String order, HistoryCursor cursor, int limit, @Nullable String only) {
        return cursor.backward()
                ? before(cursor.position(), visible(histories.find(order), order, only), limit, only)
                : after(cursor.position(), order, limit, only);
    }

    private static OrderHistory visible(Optional<OrderHistory> start, String order, @Nullable String only) {
        return start.filter(history -> history.isVisibleTo(only)).orElseThrow(() -> new NotFound("No order " + order));
    }

    /** As a rule one query finds all documents, of which most orders have a single one. */
    private HistoryPage after(long after, String order, int limit, @Nullable String only) {
        List<OrderHistory> documents = histories.find(
                Filters.and(ofOrder(order), Filters.or(Filters.eq("page", 0), Filters.gt("position", after))),
                Sorts.ascending("first"), 1 + documents(limit));
        OrderHistory start = visible(documents.stream().filter(history -> history.page() == 0).findFirst()
                .or(() -> histories.find(order)), order, only);
        List<OrderHistory> further = documents.stream()
                .filter(history -> history.page() > 0)
                .limit(documents(limit))
                .toList();
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
        return new HistoryPage(order, items, more ? HistoryCursor.after(last) : null,
                after == BEGINNING || items.isEmpty() ? null : HistoryCursor.before(items.getFirst().position()), last);
    }

    /**
     * Streams of an order need not grow alike, so that its latest event may be in any of its documents. Therefore all of
     * them are read.
     */
    private HistoryPage before(long before, OrderHistory start, int limit, @Nullable String only) {
        String order = start.orderId();
        PriorityQueue<Entry> latest = new PriorityQueue<>(Comparator.comparingLong(Entry::position));
        forEachUpTo(before - 1, order, only, entry -> {
            latest.add(entry);
            if (latest.size() > limit + 1) {
                latest.remove();
            }
        });
        boolean more = latest.size() > limit;
        List<Entry> items = latest.stream()
                .sorted(Comparator.comparingLong(Entry::position))
                .skip(more ? 1 : 0)
                .toList();
        long last = items.isEmpty() ? start.position() : items.getLast().position();
        return new HistoryPage(order, items,
                before == HistoryCursor.END || items.isEmpty() ? null : HistoryCursor.after(last),
                more ? HistoryCursor.before(items.getFirst().position()) : null, last);
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
     * Reads the events of an order that are before those of a page, as {@link #forEachUpTo} does. Before a page without a
     * previous one there are none.
     */
    void forEachBefore(HistoryPage page, @Nullable String only, Consumer<Entry> action) {
        if (page.previous() != null) {
            forEachUpTo(page.items().getFirst().position() - 1, page.orderId(), only, action);
        }
    }

    /**
     * Reads the events up to a position. Those of one stream come in their order, and those of different streams may be
     * mixed in any way.
     */
    private void forEachUpTo(long position, String order, @Nullable String only, Consumer<Entry> action) {
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
}
