package io.orderflow.projection.engine;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one generation's segments, which work at their {@link Pace}. After each piece of work they signal that
 * a position may have moved. This covers batches as well as events that the processor only skipped, for which it has no
 * callback.
 *
 * <p>The framework assumes of an executor that it runs every submitted piece of work, on any thread and in any order;
 * the framework never submits two pieces of work of one segment at once. So a worker may run a piece later, as long as
 * the delay is well within the time in which a claim must be extended; a tenth of a second is. The framework does not
 * look at the result of the work, and forgets a segment whose work ends with an {@code Error}; the invoker lets none
 * through. After a shutdown the executor refuses work, and by then the processor has shut down.
 */
final class Workers extends ScheduledThreadPoolExecutor {

    private static final int IDLE_SECONDS = 30;

    private final PositionSignal signal;
    private final Pace pace;
    private final LongSupplier events;
    private final int batchSize;
    private final ThreadLocal<RateSample> begun = new ThreadLocal<>();

    private record RateSample(long nanos, long events) {}

    /** @param events tells how many events have been folded so far */
    Workers(String name, ProjectionProperties limits, LongSupplier events, PositionSignal signal) {
        super(Math.max(limits.segments(), limits.replayThreads()),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        this.signal = signal;
        this.events = events;
        this.batchSize = limits.batchSize();
        this.pace = new Pace(limits.segments(), System.nanoTime());
        setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        allowCoreThreadTimeOut(true);
    }

    @Override
    public Future<?> submit(Runnable batch) {
        return schedule(batch, pace.delayOfNextBatch(System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable work) {
        super.beforeExecute(thread, work);
        begun.set(new RateSample(System.nanoTime(), events.getAsLong()));
    }

    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable failure) {
        super.afterExecute(work, failure);
        RateSample before = begun.get();
        pace.worked(System.nanoTime() - before.nanos(), events.getAsLong() - before.events() >= batchSize);
        signal.moved();
    }
}
