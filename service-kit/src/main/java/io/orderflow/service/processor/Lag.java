package io.orderflow.service.processor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a processor is behind for longer than a burst explains. After that the allowance for a burst comes
 * back only after as long a time of calm; until then, no more than the limit is tolerated. Not thread-safe.
 */
final class Lag {

    private final Duration limit;
    private final Duration burst;
    private @Nullable Long overSince;
    private long lastOver;

    /**
     * @param limit the lag that is tolerated without an end
     * @param burst how long a larger lag is tolerated
     */
    Lag(Duration limit, Duration burst) {
        this.limit = limit;
        this.burst = burst;
    }

    /** Whether this lag at this time is too much. To be asked now and then, with times that go forward. */
    boolean isTooMuch(Duration behind, long nanos) {
        if (behind.compareTo(limit) > 0) {
            lastOver = nanos;
            overSince = overSince == null ? Long.valueOf(nanos) : overSince;
            return nanos - overSince >= burst.toNanos();
        }
        if (overSince != null && nanos - lastOver >= burst.toNanos()) {
            overSince = null;
        }
        return false;
    }
}
