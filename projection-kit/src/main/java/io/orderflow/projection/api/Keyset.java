package io.orderflow.projection.api;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Sorts;
import io.orderflow.api.InvalidValue;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list by a field of its documents and, between equal values, by key. A page ends with a cursor that
 * says where the next page begins, so that the database need not count off the documents before it. No page has the
 * documents without the field. The conditions name the range of the field on its own as well, so that the database
 * reads an index on the field and {@code _id} from the beginning of the page. Thread-safe.
 *
 * @param <D> the document
 */
public final class Keyset<D> {

    private static final String KEY = "_id";
    private static final char SEPARATOR = ' ';
    private static final String NO_CURSOR = "cursor must be the next of the page before";
    /** A time later than any in a list that every database can still store. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final String field;
    private final Object least;
    private final Function<String, Object> read;
    private final Function<D, String> value;
    private final Function<D, String> key;
    private final boolean descending;

    private Keyset(String field, Object least, Function<String, Object> read, Function<D, String> value,
            Function<D, String> key, boolean descending) {
        this.field = field;
        this.least = least;
        this.read = read;
        this.value = value;
        this.key = key;
        this.descending = descending;
    }

    /** By a time, the earliest first. */
    public static <D> Keyset<D> ofTimes(String field, Function<D, Instant> time, Function<D, String> key) {
        return new Keyset<>(field, Instant.EPOCH, Keyset::time, time.andThen(Instant::toString), key, false);
    }

    /** By a whole number, the least first. */
    public static <D> Keyset<D> ofNumbers(String field, Function<D, Long> number, Function<D, String> key) {
        return new Keyset<>(field, Long.MIN_VALUE, Long::valueOf, number.andThen(String::valueOf), key, false);
    }

    /** By a text, in the order of its characters. */
    public static <D> Keyset<D> ofTexts(String field, Function<D, String> text, Function<D, String> key) {
        return new Keyset<>(field, "", encoded -> URLDecoder.decode(encoded, StandardCharsets.UTF_8),
                text.andThen(plain -> URLEncoder.encode(plain, StandardCharsets.UTF_8)), key, false);
    }

    /** The same list from its other end. */
    public Keyset<D> descending() {
        return new Keyset<>(field, least, read, value, key, !descending);
    }

    Bson sort() {
        return descending ? Sorts.descending(field, KEY) : Sorts.ascending(field, KEY);
    }

    /** The condition for the documents after the cursor; without a cursor, for all documents that have the field. */
    Bson after(@Nullable String cursor) {
        return cursor == null ? gte(field, least) : beyond(Place.parse(cursor, read));
    }

    private Bson beyond(Place place) {
        Bson same = eq(field, place.value());
        return descending
                ? and(lte(field, place.value()), or(lt(field, place.value()), and(same, lt(KEY, place.key()))))
                : and(gte(field, place.value()), or(gt(field, place.value()), and(same, gt(KEY, place.key()))));
    }

    /** The cursor of the page after this document: a text that means nothing to clients. */
    String cursorAfter(D last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (value.apply(last) + SEPARATOR + key.apply(last)).getBytes(StandardCharsets.UTF_8));
    }

    private static Instant time(String text) {
        Instant time = Instant.parse(text);
        InvalidValue.require(time.isAfter(Instant.EPOCH) && time.isBefore(END_OF_TIME), NO_CURSOR);
        return time;
    }

    /** The place in the order at which a page ended. */
    private record Place(Object value, String key) {

        static Place parse(String cursor, Function<String, Object> read) {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                int separator = plain.indexOf(SEPARATOR);
                return new Place(read.apply(plain.substring(0, separator)), plain.substring(separator + 1));
            } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException foreign) {
                throw new InvalidValue(NO_CURSOR);
            }
        }
    }
}
