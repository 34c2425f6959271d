package io.orderflow.projection.generation;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one generation's segments. After each piece of work they tell that a position may have moved: that
 * covers batches as well as events that were only passed over, for which the processor has no callback.
 */
final class Workers extends ScheduledThreadPoolExecutor {

    private static final int IDLE_SECONDS = 30;

    private final PositionSignal signal;

    Workers(String name, int threads, PositionSignal signal) {
        super(threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        this.signal = signal;
        setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        allowCoreThreadTimeOut(true);
    }

    @Override
    protected void afterExecute(Runnable work, Throwable failure) {
        super.afterExecute(work, failure);
        signal.moved();
    }
}
