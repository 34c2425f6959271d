package io.orderflow.query.page;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list by a time and, between equal times, by id. The conditions name the time's range on its own as
 * well, so that the database reads an index on both from where the page begins.
 */
public record Keyset(String time, boolean newestFirst) {

    private static final String ID = "_id";

    public Bson sort() {
        return newestFirst ? Sorts.descending(time, ID) : Sorts.ascending(time, ID);
    }

    /** What comes after the cursor; without one, everything that has the time at all. */
    public Bson after(@Nullable Cursor cursor) {
        return Optional.ofNullable(cursor).map(this::beyond).orElseGet(() -> gte(time, Instant.EPOCH));
    }

    private Bson beyond(Cursor cursor) {
        Bson sameTime = eq(time, cursor.time());
        return newestFirst
                ? and(lte(time, cursor.time()), or(lt(time, cursor.time()), and(sameTime, lt(ID, cursor.id()))))
                : and(gte(time, cursor.time()), or(gt(time, cursor.time()), and(sameTime, gt(ID, cursor.id()))));
    }
}
