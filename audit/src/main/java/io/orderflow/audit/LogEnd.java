package io.orderflow.audit;

import java.time.Duration;
import java.time.Instant;

/**
 * The end of the log for this audit.
 *
 * @param head       the position of the last event
 * @param quietSince an order that has not moved since this time will not move by itself
 * @param atRest     whether nothing may be on its way, however long it may take
 */
record LogEnd(long head, Instant quietSince, boolean atRest) {

    /** Longer than any step of a process waits by default, plus some time until the effect shows. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final int MAX_DOUBLINGS = 6;

    /**
     * Whether the order will not move by itself. A step that has been asked for again waits twice as long each time. At
     * rest every order is quiet, whatever time a wrong clock gave its last event.
     */
    boolean isQuiet(OrderCase order) {
        Duration longer = FIRST_PAUSE.multipliedBy(1L << Math.min(order.attempts, MAX_DOUBLINGS));
        Duration pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        return atRest || !order.lastMoved.plus(order.attempts > 0 ? pause : Duration.ZERO).isAfter(quietSince);
    }
}
