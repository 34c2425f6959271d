package io.orderflow.projection.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets threads wait until a condition holds that follows from a position, without polling. Thread-safe.
 *
 * <p>No wake-up is lost. Whoever moves the position first moves it, then reads the number of those who wait, and where
 * there are any counts one move more. Whoever waits first counts itself, then reads the count of moves, then looks at
 * the condition, and sleeps only while that count is what it was. So either the mover sees the waiter, and the count
 * that it changes keeps the waiter awake or wakes it; or the waiter counted itself later, and its look sees the
 * position.
 *
 * <p>Conditions are looked at without the lock: one that asks a database which hangs holds up neither the threads that
 * move the position nor others who wait.
 */
final class PositionSignal {

    /** Work done in another process gives no signal here, so the condition is also looked at this often. */
    static final Duration RECHECK_INTERVAL = Duration.ofMillis(200);

    private final Duration recheckInterval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long moves;

    PositionSignal() {
        this(RECHECK_INTERVAL);
    }

    PositionSignal(Duration recheckInterval) {
        this.recheckInterval = recheckInterval;
    }

    void moved() {
        if (waiting.get() == 0) {
            return;
        }
        lock.lock();
        try {
            moves++;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the condition came to hold within the limit; false where the thread is interrupted. */
    boolean await(BooleanSupplier reached, Duration limit) {
        if (reached.getAsBoolean()) {
            return true;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        waiting.incrementAndGet();
        try {
            for (long seen = moves; !reached.getAsBoolean(); seen = moves) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                awaitMove(seen, Math.min(left, recheckInterval.toNanos()));
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void awaitMove(long seen, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (moves == seen && left > 0) {
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
