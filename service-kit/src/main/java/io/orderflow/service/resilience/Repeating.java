package io.orderflow.service.resilience;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does a task again and again on a thread of its own, until it is closed. The executor behind it would do a task that
 * has thrown anything never again, without a word. Thread-safe.
 */
public final class Repeating implements AutoCloseable {

    private final ScheduledExecutorService thread;

    private Repeating(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /**
     * Begins with it at once.
     *
     * @param interval from the end of one time to the beginning of the next
     * @param failed   is told of everything that the task throws, errors included, and must not throw
     */
    public static Repeating every(Duration interval, String threadName, Runnable task, Consumer<Throwable> failed) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(threadName).factory());
        thread.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (Throwable thrown) {
                failed.accept(thrown);
            }
        }, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return new Repeating(thread);
    }

    /** Interrupts the task where it is being done. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
