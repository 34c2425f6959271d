package io.orderflow.axonserver.routing;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A message between its sender and its handler. Several threads may try to end it (an answer, a timeout, a disconnect, the
 * sender); the first one wins, and alone may speak to the sender. Thread-safe.
 */
abstract class Pending {

    private final String id;
    private final long priority;
    private final long deadlineNanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean sent;

    Pending(String id, long priority, long deadlineNanos) {
        this.id = id;
        this.priority = priority;
        this.deadlineNanos = deadlineNanos;
    }

    final String id() {
        return id;
    }

    final long priority() {
        return priority;
    }

    final boolean isLateAt(long nanos) {
        return nanos - deadlineNanos >= 0;
    }

    /** Whether the caller is the one that ends it. */
    final boolean end() {
        return ended.compareAndSet(false, true);
    }

    final boolean hasEnded() {
        return ended.get();
    }

    final void markSent() {
        sent = true;
    }

    /** Whether a handler may have seen it. */
    final boolean isSent() {
        return sent;
    }

    /** Ends it without an answer, unless it has ended already. */
    final void fail(RoutingFailure failure) {
        if (end()) {
            report(failure);
        }
    }

    /** Tells the sender. Called at most once. */
    abstract void report(RoutingFailure failure);
}
