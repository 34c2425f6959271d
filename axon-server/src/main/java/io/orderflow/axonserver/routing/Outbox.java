package io.orderflow.axonserver.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The messages for one handler: each takes a permit, and those for which there is none wait, higher priorities
 * first, equal
 * ones in order of arrival. Thread-safe. Nothing is sent while the lock is held, so a sink may call back.
 */
final class Outbox<P extends Pending> {

    /** Messages that wait for permits of one handler. */
    static final int MAX_WAITING_MESSAGES = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiting<P>> waiting = new PriorityQueue<>(
            Comparator.<Waiting<P>>comparingLong(w -> -w.message().priority()).thenComparingLong(Waiting::arrival));
    private final Consumer<P> sink;
    private long permits;
    private long arrivals;

    Outbox(Consumer<P> sink) {
        this.sink = sink;
    }

    /** Sends a message now or later; answers false where too many wait. */
    boolean offer(P message) {
        lock.lock();
        try {
            if (permits == 0 || !waiting.isEmpty()) {
                return hasRoom() && waiting.add(new Waiting<>(message, arrivals++));
            }
            permits--;
            message.markSent();
        } finally {
            lock.unlock();
        }
        sink.accept(message);
        return true;
    }

    /** What ended while it waited is only thrown out where its place is needed. */
    private boolean hasRoom() {
        return waiting.size() < MAX_WAITING_MESSAGES || waiting.removeIf(w -> w.message().hasEnded());
    }

    /** Adds permits, and sends what they allow. */
    void grant(long more) {
        List<P> sendable = new ArrayList<>();
        lock.lock();
        try {
            permits = Math.max(0, permits + Math.max(0, Math.min(more, Long.MAX_VALUE - permits)));
            while (permits > 0 && !waiting.isEmpty()) {
                P message = waiting.remove().message();
                if (!message.hasEnded()) {
                    permits--;
                    message.markSent();
                    sendable.add(message);
                }
            }
        } finally {
            lock.unlock();
        }
        sendable.forEach(sink);
    }

    private record Waiting<P extends Pending>(P message, long arrival) {}
}
