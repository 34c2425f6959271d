package io.orderflow.service.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many in at once, and so many wait for so long. Thread-safe. */
final class Gate {

    private final Semaphore places;
    private final Semaphore queue;
    private final Duration patience;

    Gate(int places, int waiting, Duration patience) {
        // Fair, so that nobody's patience is spent while later ones pass by.
        this.places = new Semaphore(places, true);
        this.queue = new Semaphore(waiting);
        this.patience = patience;
    }

    /** Takes a place, which must be given back. Returns false where there is none to be had in time. */
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

    /** Takes a place again for someone who was in before, however long it takes. */
    void reenter() {
        places.acquireUninterruptibly();
    }

    void leave() {
        places.release();
    }
}
