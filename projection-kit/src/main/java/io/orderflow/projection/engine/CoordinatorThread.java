package io.orderflow.projection.engine;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that hands the events of the log to the segments of one generation.
 *
 * <p>The framework assumes that a coordinator has one thread. A coordinator's tasks schedule each other, and a task
 * looks at the stream once more after it has let the next task begin. With two threads, both would take events off the
 * stream, which allows only one reader, and hand them out in another order than that of the log. A segment skips an
 * event that comes behind a later one, so such an event was lost without a trace. With one thread a generation the
 * events keep their order, and a generation whose database or log is slow does not hold up the others. A thread without
 * work costs its stack.
 *
 * <p>When the buffer of a segment is full, at 1,024 events, the framework's coordinator looks again only 100 ms later,
 * which would limit every catch-up to some 10,000 events a second however fast the machine is. Here it looks again
 * after the time of a batch. No other task of a coordinator is scheduled with that delay. A coordinator that cannot
 * open its stream looks again after ever longer times, up to a minute; here it looks again after two seconds at the
 * latest, so that a generation goes on soon after an outage. The framework assumes of a delay only that it passes.
 */
final class CoordinatorThread extends ScheduledThreadPoolExecutor {

    private static final long FULL_BUFFER_MILLIS = 100;
    private static final long LOOK_AGAIN_MILLIS = 3;
    private static final long MAX_DELAY_MILLIS = 2_000;

    CoordinatorThread(String generation) {
        // An event stream that ends after the shutdown still wakes its coordinator, which has nothing to schedule any
        // more.
        super(1, Thread.ofPlatform().daemon().name(generation + "-coordinator").factory(), new DiscardPolicy());
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        boolean buffersFull = unit.toMillis(delay) == FULL_BUFFER_MILLIS;
        return buffersFull
                ? super.schedule(task, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                : super.schedule(task, Math.min(unit.toMillis(delay), MAX_DELAY_MILLIS), TimeUnit.MILLISECONDS);
    }
}
