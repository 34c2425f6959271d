package io.orderflow.axonserver.routing;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages for one handler: each takes a permit, and those for which there is none, or that the connection has no
 * room for, wait, higher priorities first, equal ones in order of arrival. Thread-safe. Nothing is sent while the lock
 * is held, so a sink may call back.
 */
final class Outbox<P extends Pending> {

    /** Messages that wait for one handler. One sender takes no more of the places than it leaves free. */
    static final int MAX_WAITING_MESSAGES = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiting<P>> waiting = new PriorityQueue<>(
            Comparator.<Waiting<P>>comparingLong(w -> -w.message().priority()).thenComparingLong(Waiting::arrival));
    private final Map<Sender, Integer> places = new IdentityHashMap<>();
    private final BooleanSupplier ready;
    private final Consumer<P> sink;
    private long permits;
    private long arrivals;
    private boolean closed;

    /**
     * @param ready
     *            whether the connection takes another message; where not, {@link #resume()} is called later
     */
    Outbox(BooleanSupplier ready, Consumer<P> sink) {
        this.ready = ready;
        this.sink = sink;
    }

    /** Sends a message now or later; answers false where too many wait. Once it is closed it does nothing. */
    boolean offer(P message) {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            if (permits == 0 || !waiting.isEmpty() || !ready.getAsBoolean()) {
                return keep(message);
            }
            permits--;
            message.markSent();
        } finally {
            lock.unlock();
        }
        sink.accept(message);
        return true;
    }

    private boolean keep(P message) {
        if (!hasRoom(message)) {
            discardEnded();
            if (!hasRoom(message)) {
                return false;
            }
        }
        waiting.add(new Waiting<>(message, arrivals++));
        places.merge(message.sender(), 1, Integer::sum);
        return true;
    }

    /** Whether there is a place for it; its memory is then reserved. */
    private boolean hasRoom(P message) {
        int taken = places.getOrDefault(message.sender(), 0);
        return taken < MAX_WAITING_MESSAGES - waiting.size() && message.sender().reserve(message.keptBytes());
    }

    private void leave(P message) {
        message.sender().release(message.keptBytes());
        places.computeIfPresent(message.sender(), (sender, taken) -> taken == 1 ? null : taken - 1);
    }

    /** Throws out what ended while it waited; to be called every now and then. */
    void discardEnded() {
        lock.lock();
        try {
            waiting.removeIf(w -> {
                boolean over = w.message().hasEnded();
                if (over) {
                    leave(w.message());
                }
                return over;
            });
        } finally {
            lock.unlock();
        }
    }

    /** Sends nothing any more, and forgets what waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(w -> leave(w.message()));
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Adds permits, and sends what they allow. */
    void grant(long more) {
        lock.lock();
        try {
            permits += Math.max(0, Math.min(more, Long.MAX_VALUE - permits));
        } finally {
            lock.unlock();
        }
        resume();
    }

    /** Sends what may be sent now. */
    void resume() {
        for (P message = next(); message != null; message = next()) {
            sink.accept(message);
        }
    }

    private @Nullable P next() {
        lock.lock();
        try {
            while (permits > 0 && !waiting.isEmpty() && ready.getAsBoolean()) {
                P message = waiting.remove().message();
                leave(message);
                if (!message.hasEnded()) {
                    permits--;
                    message.markSent();
                    return message;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private record Waiting<P extends Pending>(P message, long arrival) {}
}
