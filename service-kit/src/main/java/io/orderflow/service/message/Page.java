package io.orderflow.service.message;

import io.orderflow.api.message.MessageType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, as HTTP and the query bus answer with it.
 *
 * @param <T>  the items; on the bus they have a {@link MessageType}
 * @param next the cursor with which a client asks for the next page, absent where this is the last
 */
@MessageType("message.page")
public record Page<T>(List<T> items, @Nullable String next) {

    /** The most items that a page may have; a page has the default number where the request names none. */
    public static final int MAX_LIMIT = 200;
    public static final String DEFAULT_LIMIT = "50";

    /** Returns the page with another form of each item. */
    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), next);
    }

    /** Makes a page of at most {@code limit} items from the result of a query for one item more. */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(List.copyOf(found), null);
        }
        return new Page<>(List.copyOf(found.subList(0, limit)), cursor.apply(found.get(limit - 1)));
    }
}
