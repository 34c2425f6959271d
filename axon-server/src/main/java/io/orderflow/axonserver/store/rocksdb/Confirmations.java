package io.orderflow.axonserver.store.rocksdb;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells requesters that what they asked for is on the disk. To answer a client takes longer than to write what it sent, so
 * groups are confirmed by a thread of their own, while the next one is being written. Only the thread that writes calls
 * {@link #confirm}.
 */
final class Confirmations {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

    /** Where more wait, the thread that writes confirms too, and so waits for those that cannot keep up. */
    private static final int MAX_WAITING_GROUPS = 16;

    /** Up to so many requests, handing them over would take longer than confirming them. */
    private static final int MAX_REQUESTS_CONFIRMED_AT_ONCE = 2;
    private static final Duration IDLE_THREAD_LIFE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, IDLE_THREAD_LIFE.toMillis(),
            TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(MAX_WAITING_GROUPS),
            Thread.ofPlatform().name("axon-server-confirmer").daemon().factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());

    Confirmations() {
        executor.allowCoreThreadTimeOut(true);
    }

    /** Confirms a group that is on the disk, now or soon. */
    void confirm(List<WriteRequest<?>> group) {
        if (group.size() <= MAX_REQUESTS_CONFIRMED_AT_ONCE) {
            confirmAll(group);
        } else {
            executor.execute(() -> confirmAll(group));
        }
    }

    private static void confirmAll(List<WriteRequest<?>> group) {
        group.forEach(Confirmations::confirm);
    }

    /** A requester's continuation runs here; what it throws is its own affair, and must not stop the others. */
    private static void confirm(WriteRequest<?> request) {
        try {
            request.confirm();
        } catch (RuntimeException e) {
            LOG.error("A confirmation failed after its write", e);
        }
    }

    /** Confirms what waits, then ends. */
    void close() {
        executor.close();
    }
}
