package io.orderflow.platform.services;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Decides when a process that has ended by itself is started again: after a pause that doubles with each recent end,
 * and not any more when it has ended too often in a short time. Not thread-safe.
 */
final class RestartPolicy {

    static final int MOST_ENDS = 5;
    static final Duration WITHIN = Duration.ofMinutes(5);

    private final Duration firstPause;
    private final Deque<Long> recentEnds = new ArrayDeque<>();

    RestartPolicy(Duration firstPause) {
        this.firstPause = firstPause;
    }

    /**
     * How long to wait until the next start, or nothing where the process is given up.
     *
     * @param nanoTime when it has ended, as {@link System#nanoTime} counts
     */
    Optional<Duration> pauseAfterEnd(long nanoTime) {
        while (!recentEnds.isEmpty() && nanoTime - recentEnds.getFirst() > WITHIN.toNanos()) {
            recentEnds.removeFirst();
        }
        recentEnds.addLast(nanoTime);
        return recentEnds.size() < MOST_ENDS
                ? Optional.of(firstPause.multipliedBy(1L << recentEnds.size() - 1))
                : Optional.empty();
    }
}
