package io.orderflow.service.web;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The last limit of a process: as many requests are served at once as the heap has room for, whatever they wait for. It
 * is for what the other limits do not count, such as requests that come while the process stands still. Requests that
 * may change something get three quarters of the places, so that others always find one; operators have some of their
 * own, so that they can look. Thread-safe.
 */
final class RequestRoom {

    private static final int FOR_OPERATORS = 16;

    private final Semaphore places;
    private final Semaphore placesOfChanges;
    private final Semaphore placesOfOperators = new Semaphore(FOR_OPERATORS);

    RequestRoom(int places) {
        this.places = new Semaphore(places);
        this.placesOfChanges = new Semaphore(Math.ceilDiv(places * 3, 4));
    }

    /** Takes a place for a request. Returns what gives it back, to be run once; null where there is no place. */
    @Nullable
    Runnable enter(boolean changes, boolean operator) {
        if (changes && !placesOfChanges.tryAcquire()) {
            return null;
        }
        if (places.tryAcquire()) {
            return () -> leave(changes, places);
        }
        if (operator && placesOfOperators.tryAcquire()) {
            return () -> leave(changes, placesOfOperators);
        }
        if (changes) {
            placesOfChanges.release();
        }
        return null;
    }

    private void leave(boolean changes, Semaphore taken) {
        taken.release();
        if (changes) {
            placesOfChanges.release();
        }
    }
}
