package io.orderflow.service.web;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The last limit of a process: as many requests are served at once as the heap has room for, whatever they wait for. It
 * is for what the other limits do not count, such as requests that come while the process stands still. Operators have
 * some places of their own, so that they can look. Thread-safe.
 */
final class RequestRoom {

    private static final int FOR_OPERATORS = 16;

    private final Semaphore places;
    private final Semaphore placesOfOperators = new Semaphore(FOR_OPERATORS);

    RequestRoom(int places) {
        this.places = new Semaphore(places);
    }

    /** Takes a place, which must be released; null where there is none. */
    @Nullable
    Semaphore enter(boolean operator) {
        if (places.tryAcquire()) {
            return places;
        }
        return operator && placesOfOperators.tryAcquire() ? placesOfOperators : null;
    }
}
