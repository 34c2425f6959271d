package io.orderflow.projection.machinery;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that hand events to the segments of all projections.
 *
 * <p>When the buffer of a segment is full, at 1,024 events, the framework's coordinator looks again only 100 ms later,
 * which would hold every catching up to some 10,000 events a second however fast the machine is. Here it looks again
 * after a batch's time. No other task of a coordinator is planned with that delay.
 */
public final class Coordinators extends ScheduledThreadPoolExecutor {

    private static final int THREADS = 2;
    private static final long FULL_BUFFER_MILLIS = 100;
    private static final long LOOK_AGAIN_MILLIS = 3;

    public Coordinators() {
        // An event stream that ends after the shutdown still wakes its coordinator, which has nothing to plan any more.
        super(THREADS, Thread.ofPlatform().daemon().name("projection-coordinator-", 0).factory(), new DiscardPolicy());
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        boolean buffersFull = unit.toMillis(delay) == FULL_BUFFER_MILLIS;
        return buffersFull
                ? super.schedule(task, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                : super.schedule(task, delay, unit);
    }
}
