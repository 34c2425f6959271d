package io.orderflow.axonserver.routing;

import com.google.protobuf.MessageLite;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages on in order, as fast as whoever takes them is ready and has given permits, and keeps the others.
 * Thread-safe: the thread that finds it idle hands on, also what others add meanwhile, and holds no lock while it does.
 */
final class PacedQueue<T extends MessageLite> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<T> waiting = new ArrayDeque<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Sender keeper;
    private final BooleanSupplier ready;
    private final Consumer<T> taker;
    private long permits;
    private @Nullable Runnable end;
    private boolean ended;

    /**
     * @param keeper
     *            whose share of the memory the messages take
     * @param ready
     *            whether another message may be handed on; where not, {@link #resume()} is called later
     * @param permits
     *            the messages that may be handed on before more is granted
     */
    PacedQueue(Sender keeper, BooleanSupplier ready, Consumer<T> taker, long permits) {
        this.keeper = keeper;
        this.ready = ready;
        this.taker = taker;
        this.permits = permits;
    }

    /** Takes a message; answers false where it cannot be kept. After the end it is dropped. */
    boolean add(T message) {
        lock.lock();
        try {
            if (!ended && end == null) {
                if (!keeper.reserve(Sender.costOf(message))) {
                    return false;
                }
                waiting.add(message);
            }
        } finally {
            lock.unlock();
        }
        resume();
        return true;
    }

    void grant(long more) {
        lock.lock();
        try {
            permits += Math.max(0, Math.min(more, Long.MAX_VALUE - permits));
        } finally {
            lock.unlock();
        }
        resume();
    }

    /** Whether all that came was handed on, and more would be. */
    boolean isKeepingUp() {
        lock.lock();
        try {
            return waiting.isEmpty() && !ended && end == null && ready.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, and runs the given end when all that came was handed on. Only the first end counts. */
    void finish(Runnable last) {
        lock.lock();
        try {
            if (end == null && !ended) {
                end = last;
            }
        } finally {
            lock.unlock();
        }
        resume();
    }

    /** Drops what was not handed on, and takes nothing more. Answers false where it has ended before. */
    boolean discard() {
        lock.lock();
        try {
            boolean first = !ended;
            ended = true;
            end = null;
            waiting.forEach(message -> keeper.release(Sender.costOf(message)));
            waiting.clear();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Hands on what may be handed on now. */
    void resume() {
        if (wakes.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = wakes.get();
            for (T next = next(); next != null; next = next()) {
                taker.accept(next);
            }
            Runnable last = takeEnd();
            if (last != null) {
                last.run();
            }
        } while (wakes.addAndGet(-seen) != 0);
    }

    private @Nullable T next() {
        lock.lock();
        try {
            if (waiting.isEmpty() || permits == 0 || !ready.getAsBoolean()) {
                return null;
            }
            permits--;
            T message = waiting.remove();
            keeper.release(Sender.costOf(message));
            return message;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable takeEnd() {
        lock.lock();
        try {
            Runnable last = waiting.isEmpty() ? end : null;
            if (last != null) {
                end = null;
                ended = true;
            }
            return last;
        } finally {
            lock.unlock();
        }
    }
}
