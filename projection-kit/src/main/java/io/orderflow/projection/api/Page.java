package io.orderflow.projection.api;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor with which a client asks for the next page, absent where this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** The most items that a page may have; a page has the default number where the request names none. */
    public static final int MAX_LIMIT = 200;
    public static final String DEFAULT_LIMIT = "50";

    /** The same page with another form of each item. */
    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), next);
    }

    /** The page in a form that has a name of its own, as {@code OrderPage::new}. */
    public <P> P as(BiFunction<List<T>, @Nullable String, P> form) {
        return form.apply(items, next);
    }

    /** Makes a page of so many items out of a result for which the query asked for one item more. */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(List.copyOf(found), null);
        }
        return new Page<>(List.copyOf(found.subList(0, limit)), cursor.apply(found.get(limit - 1)));
    }
}
