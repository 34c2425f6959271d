package io.orderflow.projection.generation;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one generation's segments, which work at their {@link Pace}. After each piece of work they tell that a
 * position may have moved: that covers batches as well as events that were only passed over, for which the processor has
 * no callback.
 */
final class Workers extends ScheduledThreadPoolExecutor {

    private static final int IDLE_SECONDS = 30;

    private final PositionSignal signal;
    private final Pace pace;
    private final ThreadLocal<Long> began = new ThreadLocal<>();

    Workers(String name, int threads, PositionSignal signal) {
        super(threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        this.signal = signal;
        this.pace = new Pace(threads, System.nanoTime());
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
        began.set(System.nanoTime());
    }

    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable failure) {
        super.afterExecute(work, failure);
        pace.worked(System.nanoTime() - began.get());
        signal.moved();
    }
}
