package io.orderflow.axonserver.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The handlers that were told of a subscription and may not have registered it yet, and what waits for them: an initial
 * result that is older than a registration would lack the update between the two. Thread-safe; actions run on the
 * thread that ends their waiting, and no lock is held then.
 */
final class Registrations {

    /** How long a handler is waited for. */
    static final Duration LIMIT = Duration.ofSeconds(1);

    private final Set<QuerySink> awaited = new HashSet<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private long deadlineNanos;

    synchronized void await(QuerySink handler) {
        awaited.add(handler);
        deadlineNanos = System.nanoTime() + LIMIT.toNanos();
    }

    /** A handler has registered the subscription, or never will. */
    void over(QuerySink handler) {
        List<Runnable> released;
        synchronized (this) {
            awaited.remove(handler);
            released = release();
        }
        released.forEach(Runnable::run);
    }

    /** Waits for no handler any more. */
    void allOver() {
        List<Runnable> released;
        synchronized (this) {
            awaited.clear();
            released = release();
        }
        released.forEach(Runnable::run);
    }

    /** Gives up the handlers that have said nothing for too long. */
    void expire(long nowNanos) {
        boolean late;
        synchronized (this) {
            late = !awaited.isEmpty() && nowNanos - deadlineNanos >= 0;
        }
        if (late) {
            allOver();
        }
    }

    /** Runs an action once no handler is awaited, which may be now. */
    void whenOver(Runnable action) {
        synchronized (this) {
            if (!awaited.isEmpty()) {
                waiting.add(action);
                return;
            }
        }
        action.run();
    }

    private List<Runnable> release() {
        if (!awaited.isEmpty() || waiting.isEmpty()) {
            return List.of();
        }
        List<Runnable> released = List.copyOf(waiting);
        waiting.clear();
        return released;
    }
}
