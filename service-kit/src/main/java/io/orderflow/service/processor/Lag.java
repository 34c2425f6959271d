package io.orderflow.service.processor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether something is behind for longer than a burst explains. Once that was so, the burst's allowance comes
 * back only after as long a time of calm; until then, no more is tolerated than the limit. Not thread-safe.
 */
final class Lag {

    private final Duration limit;
    private final Duration burst;
    private @Nullable Long overSince;
    private long lastOver;

    /**
     * @param limit what it may be behind without an end
     * @param burst for how long it may be behind by more than that
     */
    Lag(Duration limit, Duration burst) {
        this.limit = limit;
        this.burst = burst;
    }

    /** Whether being behind so much at that time is too much. To be asked now and then, with times that go forward. */
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
