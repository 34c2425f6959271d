package io.orderflow.projection.engine;

import java.time.Duration;

/**
 * Decides when the segments of a generation may begin their next batches. Each batch makes its round trips to the
 * database, however few events are in it. Without a pace every projection would fold a busy log event by event, and
 * leave no time to the processes that write the log. So a segment that has rested begins at once, and any other waits
 * in proportion to the time that the last batch took. That is next to nothing on an idle machine, and long on a busy
 * one, where the batches then become larger. Thread-safe.
 */
final class Pace {

    static final Duration SHORTEST = Duration.ofMillis(20);
    static final Duration LONGEST = Duration.ofMillis(100);

    /** A rest is as long as so many batches. */
    private static final int BATCHES_IN_A_REST = 8;

    private final int segments;
    private long nanosBetweenBatches;
    private long nextBatch;

    Pace(int segments, long now) {
        this.segments = segments;
        this.nextBatch = now;
        this.nanosBetweenBatches = SHORTEST.toNanos() / segments;
    }

    /** How long the next batch has to wait. Within one pace, all segments together may begin one batch each. */
    synchronized long delayOfNextBatch(long now) {
        nextBatch = (nextBatch - now > 0 ? nextBatch : now) + nanosBetweenBatches;
        return Math.max(0, nextBatch - now - nanosBetweenBatches * segments);
    }

    /**
     * Notes the time of a batch. After a full batch the next one begins at once: its events wait already, and it would
     * not grow by waiting longer.
     */
    synchronized void worked(long nanos, boolean full) {
        long rest = full ? 0 : Math.clamp(nanos * BATCHES_IN_A_REST, SHORTEST.toNanos(), LONGEST.toNanos());
        nanosBetweenBatches = rest / segments;
    }
}
