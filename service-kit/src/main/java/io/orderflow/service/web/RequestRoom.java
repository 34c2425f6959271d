package io.orderflow.service.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The last limit of a process: as many requests are served at once as the heap has room for, whatever they wait for. It
 * is for what the other limits do not count, such as requests that come while the process stands still. Requests that
 * may change something and those that may not get three quarters of the places each, so that neither can keep the other
 * out; operators have some places of their own, so that they can look. A request with a large body takes several.
 * Thread-safe.
 */
final class RequestRoom {

    private static final int FOR_OPERATORS = 16;

    private final int share;
    private final Semaphore places;
    private final Semaphore placesOfChanges;
    private final Semaphore placesOfReads;
    private final Semaphore placesOfOperators = new Semaphore(FOR_OPERATORS);
    private final LongAdder refused = new LongAdder();

    RequestRoom(int places) {
        this.share = Math.ceilDiv(places * 3, 4);
        this.places = new Semaphore(places);
        this.placesOfChanges = new Semaphore(share);
        this.placesOfReads = new Semaphore(share);
    }

    /**
     * Takes places for a request. Returns what gives them back, to be run once; null where there are none.
     *
     * @param changes whether the request may change something
     * @param bytes   the length of its body at most
     */
    @Nullable
    Runnable enter(boolean changes, long bytes) {
        Semaphore ofItsKind = changes ? placesOfChanges : placesOfReads;
        int needed = Math.clamp(1 + bytes / HeapRoom.REQUEST, 1, share);
        if (ofItsKind.tryAcquire(needed)) {
            if (places.tryAcquire(needed)) {
                return () -> {
                    places.release(needed);
                    ofItsKind.release(needed);
                };
            }
            ofItsKind.release(needed);
        }
        refused.increment();
        return null;
    }

    /** As {@link #enter}, for a request of an operator. */
    @Nullable
    Runnable enterAsOperator(boolean changes, long bytes) {
        return placesOfOperators.tryAcquire() ? placesOfOperators::release : enter(changes, bytes);
    }

    /** The number of requests for which there was no place. */
    long refused() {
        return refused.sum();
    }
}
