package io.orderflow.query.page;

import com.mongodb.client.model.Filters;
import io.orderflow.projection.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A list that is read page by page. It remembers how far its last full page reached, and looks for the next one only as
 * far, and everywhere only where that is not enough. MongoDB proper has an index and gains nothing by it; the embedded
 * database would sort the whole collection for every page, which at 50,000 documents takes several times as long as to
 * read it. Thread-safe: a memory that another page has just replaced costs time, and no result.
 */
public final class PagedList<D> {

    /** Finds documents in an order, up to a number of them. */
    public interface Source<D> {

        List<D> find(Bson filter, Bson sort, int limit);
    }

    /** How much further than the last page the next one is looked for. */
    private static final int MARGIN = 4;

    private final Source<D> source;
    private final Keyset order;
    private final Function<D, Cursor> cursorOf;
    private volatile @Nullable Instant endOfFirstPage;
    private volatile @Nullable Duration lengthOfPage;

    public PagedList(Source<D> source, Keyset order, Function<D, Cursor> cursorOf) {
        this.source = source;
        this.order = order;
        this.cursorOf = cursorOf;
    }

    public Page<D> page(List<Bson> conditions, @Nullable Cursor cursor, int limit) {
        // One more than the page has tells whether there is another.
        return Page.of(find(conditions, cursor, limit + 1), limit, document -> cursorOf.apply(document).toString());
    }

    private List<D> find(List<Bson> conditions, @Nullable Cursor cursor, int count) {
        List<Bson> filters = new ArrayList<>(conditions);
        filters.add(order.after(cursor));
        Instant likelyEnd = likelyEnd(cursor);
        if (likelyEnd != null) {
            List<Bson> nearby = new ArrayList<>(filters);
            nearby.add(order.until(likelyEnd));
            List<D> found = source.find(Filters.and(nearby), order.sort(), count);
            if (found.size() == count) {
                return remembered(found, cursor);
            }
        }
        List<D> found = source.find(Filters.and(filters), order.sort(), count);
        return found.size() == count ? remembered(found, cursor) : forgotten(found);
    }

    private @Nullable Instant likelyEnd(@Nullable Cursor cursor) {
        Duration length = lengthOfPage;
        if (cursor == null || length == null) {
            return cursor == null ? endOfFirstPage : null;
        }
        return order.further(cursor.time(), length.multipliedBy(MARGIN));
    }

    private List<D> remembered(List<D> found, @Nullable Cursor cursor) {
        Instant first = cursorOf.apply(found.getFirst()).time();
        Instant last = cursorOf.apply(found.getLast()).time();
        lengthOfPage = Duration.between(first, last).abs();
        if (cursor == null) {
            endOfFirstPage = last;
        }
        return found;
    }

    /** A list that is shorter than a page is found as fast as it is read. */
    private List<D> forgotten(List<D> found) {
        endOfFirstPage = null;
        lengthOfPage = null;
        return found;
    }
}
