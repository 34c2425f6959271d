package io.orderflow.axonserver.store.rocksdb;

import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The newest events, so that whoever follows the head does not read them from the disk. One thread adds, any thread
 * reads, without locks: a slot says by its own token whether it still holds what a reader looks for.
 *
 * <p>Events that stayed for seconds would outlive the young generation of a small heap, and each of them would have to
 * be collected from among what is really old. So they go after a moment, in which who follows the head has read them.
 */
final class RecentEvents {

    /** A power of two, so that a token's slot is its low bits. */
    private static final int MAX_EVENTS = 1 << 13;

    /** Of serialized events, for a log that grows by many in that moment. */
    private static final long MAX_BYTES = 2L << 20;

    static final Duration MAX_AGE = Duration.ofSeconds(1);

    private final AtomicReferenceArray<EventWithToken> slots = new AtomicReferenceArray<>(MAX_EVENTS);
    /** When the event of a slot was added. Used by the thread that writes. */
    private final long[] times = new long[MAX_EVENTS];
    private long firstToken = -1;
    private long nextToken = -1;
    private long bytes;

    /**
     * Called by the thread that writes, in token order. The caller publishes the head afterwards.
     *
     * @param nanos the time, by {@link System#nanoTime}
     */
    void add(EventWithToken event, long nanos) {
        if (firstToken < 0) {
            firstToken = event.getToken();
        }
        nextToken = event.getToken() + 1;
        bytes += event.getSerializedSize();
        while (firstToken < event.getToken() && (nextToken - firstToken > MAX_EVENTS || bytes > MAX_BYTES
                || nanos - times[slot(firstToken)] > MAX_AGE.toNanos())) {
            EventWithToken evicted = slots.getAndSet(slot(firstToken++), null);
            bytes -= evicted.getSerializedSize();
        }
        times[slot(event.getToken())] = nanos;
        slots.setRelease(slot(event.getToken()), event);
    }

    /** Called by the thread that writes. */
    void clear() {
        for (long token = firstToken; token < nextToken; token++) {
            slots.setRelease(slot(token), null);
        }
        firstToken = -1;
        nextToken = -1;
        bytes = 0;
    }

    /** Events from a token to the head, as far as they are still here without a gap: none where the first is not. */
    List<StoredEvent> read(long fromToken, long headToken, PageLimit limit) {
        List<StoredEvent> page = new ArrayList<>();
        int pageBytes = 0;
        for (long token = fromToken; token <= headToken; token++) {
            EventWithToken event = slots.getAcquire(slot(token));
            if (event == null || event.getToken() != token) {
                break;
            }
            page.add(StoredEvent.of(event));
            pageBytes += event.getSerializedSize();
            if (limit.isReachedBy(page.size(), pageBytes)) {
                break;
            }
        }
        return page;
    }

    private static int slot(long token) {
        return (int) (token & (MAX_EVENTS - 1));
    }
}
