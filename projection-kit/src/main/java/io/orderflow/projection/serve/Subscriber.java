package io.orderflow.projection.serve;

import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.engine.WaitingDeadLetters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One client that watches one document. The watch offers the client a document each time that it has looked at it, and
 * never waits; the client's own virtual thread takes the changes. A change is an offer that differs from the one
 * before. The documents themselves are compared, and not their positions, because a rebuild or a late event changes a
 * document without moving its position. When the buffer overflows, the subscriber drops the buffered changes, and tells
 * the client of the overflow as the last change. Thread-safe.
 */
final class Subscriber {

    private final String projection;
    private final String key;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Change> buffer = new ArrayDeque<>();
    private @Nullable Object told;
    private boolean over;

    Subscriber(String projection, String key, int capacity) {
        this.projection = projection;
        this.key = key;
        this.capacity = capacity;
    }

    String projection() {
        return projection;
    }

    String key() {
        return key;
    }

    /** Offers the document as it is, which has no effect where the subscriber was offered the same before. */
    void offer(long generation, StoredDocument<?> stored, List<WaitingDeadLetters> waiting) {
        offer(List.of(stored.document(), waiting),
                new Change.Update(generation, stored.position(), stored.document(), waiting));
    }

    /** Offers that there is no document, which has no effect where the subscriber was offered that before. */
    void offerAbsence() {
        offer(null, new Change.Deletion());
    }

    private void offer(@Nullable Object state, Change change) {
        lock.lock();
        try {
            if (over || Objects.equals(state, told)) {
                return;
            }
            told = state;
            if (buffer.size() == capacity) {
                end(new Change.Overflow());
            } else {
                buffer.add(change);
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

    /** Waits for a change; absent where no change came in time. */
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
