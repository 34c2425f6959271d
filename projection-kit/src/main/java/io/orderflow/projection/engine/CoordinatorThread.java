package io.orderflow.projection.engine;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that hands the events of the log to the segments of one generation.
 *
 * <p>The framework assumes that a coordinator has one thread. Its tasks plan each other, and one ends with a look at
 * the stream after it has let the next one begin: on two threads, both take events off the stream, which is not made
 * for that, and hand them out in another order than that of the log. A segment passes over whatever comes behind a
 * later event, so that an event was lost without a word. One thread a generation keeps them in their order, and keeps
 * a generation whose database or log is slow from holding up the others. A thread without work costs its stack.
 *
 * <p>When the buffer of a segment is full, at 1,024 events, the framework's coordinator looks again only 100 ms later,
 * which would hold every catching up to some 10,000 events a second however fast the machine is. Here it looks again
 * after a batch's time. No other task of a coordinator is planned with that delay. A coordinator whose stream cannot be
 * opened looks again after ever longer times, up to a minute; here it looks again after two seconds at the latest, so
 * that a generation goes on soon after an outage. The framework assumes nothing of a delay but that it passes.
 */
final class CoordinatorThread extends ScheduledThreadPoolExecutor {

    private static final long FULL_BUFFER_MILLIS = 100;
    private static final long LOOK_AGAIN_MILLIS = 3;
    private static final long MAX_DELAY_MILLIS = 2_000;

    CoordinatorThread(String generation) {
        // An event stream that ends after the shutdown still wakes its coordinator, which has nothing to plan any more.
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
