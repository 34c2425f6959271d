package io.orderflow.service.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Admits a limited number of requests at once, and lets a limited number wait for a limited time. Thread-safe. */
final class Bulkhead {

    private final int size;
    private final Semaphore permits;
    private final Semaphore queue;
    private final Duration patience;
    private final RefusalPace refusals;
    private final AtomicInteger awaitingEvents = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    Bulkhead(int permits, int waiting, Duration patience, RefusalPace refusals) {
        this.size = permits;
        // The semaphore is fair, so that no request's patience runs out while later ones pass by.
        this.permits = new Semaphore(permits, true);
        this.queue = new Semaphore(waiting);
        this.patience = patience;
        this.refusals = refusals;
    }

    /**
     * Takes a place, which must be given back. Where no place becomes free in time, returns after what time the request
     * may come again; where there are many refusals, it does so after a delay.
     */
    Optional<Duration> enter() throws InterruptedException {
        if (admit()) {
            return Optional.empty();
        }
        Duration again = delayRefusal();
        if (admit()) {
            return Optional.empty();
        }
        refused.increment();
        return Optional.of(again);
    }

    private boolean admit() throws InterruptedException {
        return enterAtOnce() || enterFromQueue();
    }

    private boolean enterAtOnce() {
        return !permits.hasQueuedThreads() && permits.tryAcquire();
    }

    /** Waits as a refusal does. Returns after what time the request may come again. */
    Duration delayRefusal() {
        return refusals.await();
    }

    private boolean enterFromQueue() throws InterruptedException {
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

    /** Counts a request for as long as it waits for event processors. */
    void awaitEvents(Runnable wait) {
        awaitingEvents.incrementAndGet();
        try {
            wait.run();
        } finally {
            awaitingEvents.decrementAndGet();
        }
    }

    int awaitingEvents() {
        return awaitingEvents.get();
    }

    /** The number of requests that have a place or wait for one, as far as can be told while others come and go. */
    int inHand() {
        return size - permits.availablePermits() + permits.getQueueLength();
    }

    /** The number of requests for which no place became free in time. */
    long refused() {
        return refused.sum();
    }
}
