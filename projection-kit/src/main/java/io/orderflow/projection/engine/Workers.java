package io.orderflow.projection.engine;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one generation's segments, which work at their {@link Pace}. After each piece of work they tell that
 * a position may have moved: that covers batches as well as events that were only passed over, for which the processor
 * has no callback.
 *
 * <p>The framework assumes of them that whatever is submitted is run, on any thread and in any order: it never has two
 * pieces of work of one segment here at once. So a piece may be run later, as long as that is well within the time in
 * which a claim must be extended, which a tenth of a second is. It does not look at what becomes of the work, and
 * forgets a segment whose work ends with an {@code Error}; the invoker lets none through. After a shutdown work is
 * refused, which comes only behind that of the processor.
 */
final class Workers extends ScheduledThreadPoolExecutor {

    private static final int IDLE_SECONDS = 30;

    private final PositionSignal signal;
    private final Pace pace;
    private final LongSupplier events;
    private final int batchSize;
    private final ThreadLocal<Begun> begun = new ThreadLocal<>();

    private record Begun(long nanos, long events) {}

    /** @param events how many have been folded so far */
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
        begun.set(new Begun(System.nanoTime(), events.getAsLong()));
    }

    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable failure) {
        super.afterExecute(work, failure);
        Begun before = begun.get();
        pace.worked(System.nanoTime() - before.nanos(), events.getAsLong() - before.events() >= batchSize);
        signal.moved();
    }
}
