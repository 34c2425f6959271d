package io.orderflow.console.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a page knows of an answer: the answer itself, the last good one where there is none now, or why there is none.
 *
 * @param value   the data; absent where there never was an answer, or the platform refused it
 * @param at      when the platform gave the data, or refused it
 * @param problem why this request had no good answer; absent where it had
 */
public record Reading<T>(ApiRequest request, @Nullable T value, Instant at, @Nullable ApiProblem problem) {

    /** Whether there is data to show, be it fresh or the last good one. */
    public boolean isThere() {
        return value != null;
    }

    /** Whether the data is the last good one, because the platform does not answer now. */
    public boolean isStale() {
        return value != null && problem != null;
    }

    /** The data; only where {@link #isThere()}. */
    public T get() {
        return Objects.requireNonNull(value);
    }

    public T orElse(T other) {
        return value == null ? other : value;
    }

    /** A list out of the data, empty where there is none. */
    public <I> List<I> list(Function<T, List<I>> items) {
        return value == null ? List.of() : items.apply(value);
    }

    /** The data; without it the problem is thrown, which becomes the page of an error. */
    public T orThrow() {
        if (value == null) {
            throw problem == null ? ApiProblem.noAnswer() : problem;
        }
        return value;
    }
}
