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
 * however many clients wait for better times, together they ask 200 times a second, where each does as it is asked.
 * Thread-safe.
 */
final class RefusalPace {

    /** The time from one refusal to the next, at about a third of a millisecond of processor time each. */
    static final Duration INTERVAL = Duration.ofMillis(5);
    static final Duration MAX_DELAY = Duration.ofSeconds(1);
    /** The shortest and the longest time after which a client is asked to come again. */
    static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    static final Duration MAX_PAUSE = Duration.ofSeconds(10);
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

    /** Waits for the turn of a refusal. Returns at once where the thread is interrupted, or too many wait. */
    void await() {
        if (!delayed.tryAcquire()) {
            return;
        }
        try {
            long turn = nanos.getAsLong() + nextDelay();
            for (long left = turn - nanos.getAsLong(); left > 0
                    && !Thread.currentThread().isInterrupted(); left = turn - nanos.getAsLong()) {
                LockSupport.parkNanos(this, left);
            }
        } finally {
            delayed.release();
        }
    }

    /** After what time a client that is refused now may come again: when those before it have had their turn; whole seconds. */
    Duration retryAfter() {
        long ahead = lastTurn.get() - nanos.getAsLong();
        return Duration.ofSeconds(
                Math.clamp(Math.ceilDiv(ahead, 1_000_000_000L), MIN_PAUSE.toSeconds(), MAX_PAUSE.toSeconds()));
    }

    /** Returns how many nanoseconds the next refusal has to wait, and counts it. */
    long nextDelay() {
        long now = nanos.getAsLong();
        long turn = lastTurn.updateAndGet(
                last -> now + Math.clamp(last + INTERVAL.toNanos() - now, 0, MAX_PAUSE.toNanos()));
        return Math.min(turn - now, MAX_DELAY.toNanos());
    }
}
