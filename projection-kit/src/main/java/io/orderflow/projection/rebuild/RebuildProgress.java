package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.Generation;
import org.jspecify.annotations.Nullable;

/** Measures a rebuild that runs in this process. Not thread-safe. */
final class RebuildProgress {

    private final Generation<?> generation;
    private final Rate rate = new Rate();
    private long writtenBefore;
    private long headBefore = Long.MAX_VALUE;

    /**
     * One measurement.
     *
     * @param caughtUp     whether the rebuild has reached the head that the log had at the sample before; under load it
     *                     never reaches the present head
     * @param newlyWritten documents written by this process since the last sample
     */
    record Sample(long position, long head, boolean caughtUp, long eventsPerSecond, @Nullable Long secondsLeft,
            long newlyWritten) {}

    RebuildProgress(Generation<?> generation) {
        this.generation = generation;
    }

    boolean isOf(Generation<?> other) {
        return generation == other;
    }

    Sample sample(long head) {
        long position = generation.position();
        rate.sample(position);
        long written = generation.documentsWritten();
        long newlyWritten = written - writtenBefore;
        writtenBefore = written;
        long perSecond = rate.perSecond();
        Long secondsLeft = perSecond > 0 ? Math.ceilDiv(Math.max(0, head - position), perSecond) : null;
        boolean caughtUp = position >= headBefore;
        headBefore = head;
        return new Sample(position, head, caughtUp, perSecond, secondsLeft, newlyWritten);
    }
}
