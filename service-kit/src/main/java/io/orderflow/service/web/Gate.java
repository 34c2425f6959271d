package io.orderflow.service.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Admits a limited number of requests at once, and lets a limited number wait for a limited time. Thread-safe. */
final class Gate {

    private final int size;
    private final Semaphore places;
    private final Semaphore queue;
    private final Duration patience;

    Gate(int places, int waiting, Duration patience) {
        this.size = places;
        // The semaphore is fair, so that no request's patience runs out while later ones pass by.
        this.places = new Semaphore(places, true);
        this.queue = new Semaphore(waiting);
        this.patience = patience;
    }

    /** Takes a place, which must be given back. Returns false where no place becomes free in time. */
    boolean enter() throws InterruptedException {
        if (!places.hasQueuedThreads() && places.tryAcquire()) {
            return true;
        }
        if (!queue.tryAcquire()) {
            return false;
        }
        try {
            return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            queue.release();
        }
    }

    /** Takes a place again for a request that had one before, however long it takes. */
    void reenter() {
        places.acquireUninterruptibly();
    }

    void leave() {
        places.release();
    }

    /** The number of requests that have a place or wait for one, as far as can be told while others come and go. */
    int inHand() {
        return size - places.availablePermits() + places.getQueueLength();
    }
}
