package io.orderflow.projection.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets threads wait until a condition holds that follows from a position, without polling. Thread-safe.
 *
 * <p>No wake-up is lost. A thread that moves the position first moves it, then reads the number of waiting threads, and
 * where there are any adds one to the count of moves. A waiting thread first counts itself, then reads the count of
 * moves, then checks its condition, and sleeps only while that count has not changed. So either the moving thread sees
 * the waiting one, and its change of the count keeps that thread awake or wakes it; or the waiting thread counted
 * itself later, and its check sees the position.
 *
 * <p>Threads check their conditions without the lock: a condition that asks a database which hangs holds up neither the
 * threads that move the position nor other waiting threads.
 */
final class PositionSignal {

    /** Work in another process gives no signal here, so a waiting thread also checks its condition this often. */
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
