package io.orderflow.service.resilience;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps facts that come in floods from filling the log, and from hiding other facts. In a while one kind gets a number of
 * lines, and all kinds together a larger one; the next line tells how many there would have been in between. Thread-safe.
 */
public final class LineLimit {

    private final int mostOfOne;
    private final int most;
    private final Duration time;
    private final LongSupplier nanoTime;
    private final Map<String, Integer> linesOf = new HashMap<>();
    private long since;
    private int lines;
    private long left;

    /**
     * @param mostOfOne the lines of one kind
     * @param most      the lines of all kinds
     * @param time      in which these are written
     */
    public LineLimit(int mostOfOne, int most, Duration time) {
        this(mostOfOne, most, time, System::nanoTime);
    }

    public LineLimit(int mostOfOne, int most, Duration time, LongSupplier nanoTime) {
        this.mostOfOne = mostOfOne;
        this.most = most;
        this.time = time;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /**
     * Whether a line is to be written, and what comes at its end.
     *
     * @param kind what the line is about; of all values together only so many are kept as lines are written
     * @param more what the lines tell of, such as {@code refusals}
     * @return empty or a remark about the lines that were left out before; null where this one is left out too
     */
    public synchronized @Nullable String next(String kind, String more) {
        long now = nanoTime.getAsLong();
        if (now - since > time.toNanos()) {
            since = now;
            lines = 0;
            linesOf.clear();
        }
        if (lines == most || linesOf.getOrDefault(kind, 0) == mostOfOne) {
            left++;
            return null;
        }
        lines++;
        linesOf.merge(kind, 1, Integer::sum);
        long before = left;
        left = 0;
        return before == 0 ? "" : "; " + before + " more " + more + " before it were not logged";
    }
}
