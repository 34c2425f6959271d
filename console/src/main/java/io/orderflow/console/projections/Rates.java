package io.orderflow.console.projections;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How fast projections move, out of the positions that pages were shown one after the other. Thread-safe. It knows as
 * many projections as the platform has.
 */
final class Rates {

    /** Positions that were shown sooner after each other give no rate that means anything. */
    private static final Duration SHORTEST = Duration.ofMillis(900);
    /** A rate over a longer time says nothing about now. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Map<String, Seen> last = new ConcurrentHashMap<>();

    private record Seen(long position, Instant at, @Nullable Long perSecond) {}

    /** Events a second, null while it is not known. */
    @Nullable
    Long of(String projection, long position, Instant at) {
        return last.compute(projection, (name, before) -> after(before, position, at)).perSecond();
    }

    private static Seen after(@Nullable Seen before, long position, Instant at) {
        if (before == null || position < before.position()) {
            return new Seen(position, at, null);
        }
        Duration between = Duration.between(before.at(), at);
        if (between.compareTo(SHORTEST) < 0) {
            return before;
        }
        if (between.compareTo(LONGEST) > 0) {
            return new Seen(position, at, null);
        }
        return new Seen(position, at, (position - before.position()) * 1000 / between.toMillis());
    }
}
