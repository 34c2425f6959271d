package io.orderflow.projection.api;

import com.mongodb.client.model.Filters;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a projection as queries see them: always those of the collection that serves at that moment. Where
 * the code cannot read them, because they are of another revision, a query is answered with 503. Thread-safe.
 */
public interface ReadModel<D> {

    Optional<D> find(String key);

    /**
     * Finds one document as it is, or as it was.
     *
     * @param asOf a moment as {@link AsOf} reads it, absent for now
     * @throws io.orderflow.api.InvalidValue where it is no such moment, or the projection has no time travel
     */
    Optional<D> find(String key, @Nullable String asOf);

    /**
     * Finds one document that must be there.
     *
     * @param asOf   a moment as {@link AsOf} reads it, absent for now
     * @param what   names the document for clients, as in {@code order o1}
     * @param exists whether clients see a document at all
     * @throws NotFound where there is none, or was none yet
     */
    default D require(String key, @Nullable String asOf, String what, Predicate<D> exists) {
        return find(key, asOf).filter(exists).orElseThrow(
                () -> new NotFound(asOf == null ? "No " + what : "There was no " + what + " as of " + asOf));
    }

    /**
     * A list by any condition, for which the projection declares an index: the fields with given values first, then
     * those of the order. Without one the whole collection is read.
     *
     * @param limit the most documents to return, at least 1
     */
    List<D> find(Bson filter, Bson sort, int limit);

    /**
     * The number of documents that meet any condition, for which the projection declares an index, as for a list.
     *
     * @param limit where the count ends, at least 1
     */
    long count(Bson filter, int limit);

    /**
     * A page of a list by any condition, found as {@link #find(Bson, Bson, int)} finds it.
     *
     * @param limit  the most documents to return, at least 1
     * @param cursor the cursor of the page after this document
     */
    default Page<D> page(Bson filter, Bson sort, int limit, Function<D, String> cursor) {
        return Page.of(find(filter, sort, limit + 1), limit, cursor);
    }

    /**
     * A page of a list in the order of a keyset, for which the projection declares an index: the fields of the
     * conditions first, then the field of the order, then {@code _id}.
     *
     * @param conditions the conditions, all of which a document of the list meets
     * @param cursor     the {@code next} of the page before, absent for the first page
     * @param limit      the most documents to return, at least 1
     * @throws io.orderflow.api.InvalidValue where the cursor is not of such a page
     */
    default Page<D> page(List<Bson> conditions, Keyset<D> order, @Nullable String cursor, int limit) {
        List<Bson> all = Stream.concat(conditions.stream(), Stream.of(order.after(cursor))).toList();
        return page(Filters.and(all), order.sort(), limit, order::cursorAfter);
    }

    /** The position up to which a query now finds the effect of every event; -1 before the first event. */
    long position();

    /** Waits until a query finds the effect of every event up to the position. Returns false where time is up. */
    boolean await(long position, Duration limit);
}
