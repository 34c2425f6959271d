package io.orderflow.service.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Delays refusals when there are many. Clients that repeat a refused request without a pause would otherwise be refused
 * thousands of times a second, and these refusals would take the processors from the requests that were accepted, so
 * that ever more has to be refused. Single refusals are not delayed. A request that waits here takes as much memory as any
 * other, and so only a share of those for which the heap has room may.
 *
 * <p>Each refusal takes the next of 200 turns a second, and its client is asked to come again at about that turn. So
 * up to a thousand clients that wait for better times ask 200 times a second together, where each does as it is asked.
 * Thread-safe.
 */
final class RefusalPace {

    /** The time from one refusal to the next, at about a third of a millisecond of processor time each. */
    static final Duration INTERVAL = Duration.ofMillis(5);
    static final Duration MAX_DELAY = Duration.ofSeconds(1);
    /** The shortest and the longest time after which a client is asked to come again. */
    static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    static final Duration MAX_PAUSE = Duration.ofSeconds(5);
    private static final int MAX_DELAYED = HeapRoom.refusals();

    private final LongSupplier nanos;
    private final AtomicLong lastTurn;
    private final Semaphore delayed = new Semaphore(MAX_DELAYED);

    RefusalPace() {
        this(System::nanoTime);
    }

    RefusalPace(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastTurn = new AtomicLong(nanos.getAsLong() - INTERVAL.toNanos());
    }

    /**
     * Waits for the turn of a refusal, or for a part of the time until then: no longer than a second, and not at all
     * where the thread is interrupted, or too many wait. Returns after what time the client may come again, in whole
     * seconds.
     */
    Duration await() {
        long ahead = nextTurn();
        if (!delayed.tryAcquire()) {
            return pause(ahead);
        }
        long delay = Math.min(ahead, MAX_DELAY.toNanos());
        try {
            long end = nanos.getAsLong() + delay;
            for (long left = delay; left > 0 && !Thread.currentThread().isInterrupted(); left = end
                    - nanos.getAsLong()) {
                LockSupport.parkNanos(this, left);
            }
        } finally {
            delayed.release();
        }
        return pause(ahead - delay);
    }

    /** Takes the next turn, and returns in how many nanoseconds it is. */
    long nextTurn() {
        long now = nanos.getAsLong();
        return lastTurn.updateAndGet(
                last -> now + Math.clamp(last + INTERVAL.toNanos() - now, 0, MAX_PAUSE.toNanos())) - now;
    }

    private static Duration pause(long nanos) {
        return Duration.ofSeconds(
                Math.clamp(Math.ceilDiv(nanos, 1_000_000_000L), MIN_PAUSE.toSeconds(), MAX_PAUSE.toSeconds()));
    }
}
