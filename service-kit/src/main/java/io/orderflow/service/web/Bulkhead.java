package io.orderflow.service.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Admits a limited number of requests at once, and lets a limited number wait for a limited time. Thread-safe. */
final class Bulkhead {

    private final int size;
    private final Semaphore permits;
    private final Semaphore queue;
    private final Duration patience;

    Bulkhead(int permits, int waiting, Duration patience) {
        this.size = permits;
        // The semaphore is fair, so that no request's patience runs out while later ones pass by.
        this.permits = new Semaphore(permits, true);
        this.queue = new Semaphore(waiting);
        this.patience = patience;
    }

    /** Takes a place, which must be given back. Returns false where no place becomes free in time. */
    boolean enter() throws InterruptedException {
        if (!permits.hasQueuedThreads() && permits.tryAcquire()) {
            return true;
        }
        if (!queue.tryAcquire()) {
            return false;
        }
        try {
            return permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            queue.release();
        }
    }

    /** Takes a place again for a request that had one before, however long it takes. */
    void reenter() {
        permits.acquireUninterruptibly();
    }

    void leave() {
        permits.release();
    }

    /** The number of requests that have a place or wait for one, as far as can be told while others come and go. */
    int inHand() {
        return size - permits.availablePermits() + permits.getQueueLength();
    }
}
