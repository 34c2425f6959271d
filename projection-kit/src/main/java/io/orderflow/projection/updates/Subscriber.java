package io.orderflow.projection.updates;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One client that watches one document. The hub offers changes and never waits; the client's own virtual thread takes
 * them. Once the buffer has overflowed, what is in it is dropped, and the overflow is the last that the client is told.
 * Thread-safe.
 */
final class Subscriber {

    private final String projection;
    private final String key;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Change> buffer = new ArrayDeque<>();
    private long told;
    private boolean over;

    /** @param told the position of the document that the client knows */
    Subscriber(String projection, String key, int capacity, long told) {
        this.projection = projection;
        this.key = key;
        this.capacity = capacity;
        this.told = told;
    }

    String projection() {
        return projection;
    }

    String key() {
        return key;
    }

    long told() {
        lock.lock();
        try {
            return told;
        } finally {
            lock.unlock();
        }
    }

    /** Offers the document as it is, which changes nothing where the client knows it. */
    void offer(@Nullable Object document, long position) {
        lock.lock();
        try {
            boolean news = document == null ? told >= 0 : position > told;
            if (over || !news) {
                return;
            }
            told = document == null ? -1 : position;
            if (buffer.size() == capacity) {
                end(new Change.Overflow());
            } else {
                buffer.add(document == null ? new Change.Gone(position) : new Change.Update(position, document));
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            if (!over) {
                end(new Change.End());
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Change last) {
        over = true;
        buffer.clear();
        buffer.add(last);
        changed.signal();
    }

    /** Waits for a change; absent where none came in time. */
    @Nullable
    Change next(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (buffer.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return buffer.poll();
        } finally {
            lock.unlock();
        }
    }
}
