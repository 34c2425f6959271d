package io.orderflow.projection.engine;

import java.time.Duration;

/**
 * When the segments of a generation may begin their next batches. Each batch makes its round trips to the database,
 * however few events are in it, and a busy log would otherwise be folded event by event, by every projection, until no
 * time is left for those who write it. So a segment that has rested begins at once, and others in proportion to what the
 * last batch took: that is next to nothing on a machine that has time, and long on one that has not, where the batches
 * then become larger. Thread-safe.
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

    /** How long the batch that is asked for now has to wait. All segments together may have begun one each within the pace. */
    synchronized long delayOfNextBatch(long now) {
        nextBatch = (nextBatch - now > 0 ? nextBatch : now) + nanosBetweenBatches;
        return Math.max(0, nextBatch - now - nanosBetweenBatches * segments);
    }

    /** A batch that was full has left others behind it, which are no larger for being waited for. */
    synchronized void worked(long nanos, boolean full) {
        long rest = full ? 0 : Math.clamp(nanos * BATCHES_IN_A_REST, SHORTEST.toNanos(), LONGEST.toNanos());
        nanosBetweenBatches = rest / segments;
    }
}
