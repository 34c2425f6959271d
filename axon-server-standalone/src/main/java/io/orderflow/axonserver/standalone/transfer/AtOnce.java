package io.orderflow.axonserver.standalone.transfer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does several things at once, because most of the time goes into waiting for a server's answers. For one thread. */
final class AtOnce implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int MAX_WAITING = 64;

    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING), new ThreadPoolExecutor.CallerRunsPolicy());

    /** Runs it on some thread, perhaps on this one; after the first failure not at all. */
    void execute(Runnable action) {
        threads.execute(() -> {
            try {
                if (failure.get() == null) {
                    action.run();
                }
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /** Waits for all of it, and throws the first failure. */
    @Override
    public void close() {
        threads.close();
        RuntimeException first = failure.get();
        if (first != null) {
            throw first;
        }
    }
}
