package io.orderflow.projection.generation;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one generation's segments. After each piece of work they tell that a position may have moved: that
 * covers batches as well as events that were only passed over, for which the processor has no callback.
 *
 * <p>A segment begins a batch at most every {@link #PACE}, and at once where it has rested for so long: each batch makes
 * its three round trips to the database, however few events are in it, and a busy log would otherwise be folded event by
 * event, by every projection, until no time is left for those who write it.
 */
final class Workers extends ScheduledThreadPoolExecutor {

    private static final int IDLE_SECONDS = 30;
    private static final Duration PACE = Duration.ofMillis(20);

    private final PositionSignal signal;
    private final long nanosBetweenBatches;
    private long nextBatch = System.nanoTime();

    Workers(String name, int threads, PositionSignal signal) {
        super(threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        this.signal = signal;
        this.nanosBetweenBatches = PACE.toNanos() / threads;
        setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        allowCoreThreadTimeOut(true);
    }

    @Override
    public Future<?> submit(Runnable batch) {
        return schedule(batch, delayOfNextBatch(System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** All segments together may have begun one batch each within the pace. */
    private synchronized long delayOfNextBatch(long now) {
        nextBatch = (nextBatch - now > 0 ? nextBatch : now) + nanosBetweenBatches;
        return Math.max(0, nextBatch - now - PACE.toNanos());
    }

    @Override
    protected void afterExecute(Runnable work, Throwable failure) {
        super.afterExecute(work, failure);
        signal.moved();
    }
}
