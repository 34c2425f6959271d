package io.orderflow.axonserver.store.rocksdb;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the thread that writes when a scheduled event is due. It decides nothing: what is due is read again, by the
 * clock, in
 * the write itself. While nothing is scheduled it sleeps; otherwise it looks at the clock at least every
 * {@link #MAX_SLEEP}, because a wall clock may be set. Thread-safe.
 */
final class DueEvents implements AutoCloseable {

    private static final Duration MAX_SLEEP = Duration.ofSeconds(1);
    private static final long NEVER = Long.MAX_VALUE;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("axon-server-schedule").daemon().factory());
    private final Clock clock;
    private final Runnable fire;
    private long wakeMillis = NEVER;
    private @Nullable Future<?> sleep;

    DueEvents(Clock clock, Runnable fire) {
        this.clock = clock;
        this.fire = fire;
    }

    /** Wakes at a time, unless it would wake earlier. */
    synchronized void wakeAt(long epochMillis) {
        if (epochMillis < wakeMillis && !timer.isShutdown()) {
            wakeMillis = epochMillis;
            sleep();
        }
    }

    /** Called where a write of due events failed: they are still due, and the disk may recover. */
    void retryLater() {
        wakeAt(clock.millis() + MAX_SLEEP.toMillis());
    }

    private synchronized void sleep() {
        if (sleep != null) {
            sleep.cancel(false);
        }
        long millis = Math.clamp(wakeMillis - clock.millis(), 0, MAX_SLEEP.toMillis());
        sleep = timer.schedule(this::wake, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void wake() {
        if (timer.isShutdown()) {
            return;
        }
        if (clock.millis() < wakeMillis) {
            sleep();
        } else {
            wakeMillis = NEVER;
            fire.run();
        }
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
    }
}
