package io.orderflow.projection.generation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets threads wait until a position has moved far enough, without polling. Thread-safe.
 *
 * <p>A worker first moves the position and then reads the number of those who wait; who waits first counts itself and
 * then reads the position. One of the two always sees the other, so no wake-up is lost, and workers take no lock while
 * nobody waits.
 */
final class PositionSignal {

    /** Work done in another process gives no signal here, so the position is also looked at this often. */
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    void moved() {
        if (waiting.get() == 0) {
            return;
        }
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the condition came to hold within the limit. */
    boolean await(BooleanSupplier reached, Duration limit) {
        if (reached.getAsBoolean()) {
            return true;
        }
        waiting.incrementAndGet();
        lock.lock();
        try {
            return awaitLocked(reached, System.nanoTime() + limit.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }

    private boolean awaitLocked(BooleanSupplier reached, long deadline) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            moved.awaitNanos(Math.min(left, RECHECK_NANOS));
        }
        return true;
    }
}
