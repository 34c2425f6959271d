package io.orderflow.service.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Does a task again and again on a thread of its own, until it is closed. The executor behind it would do a task that
 * has thrown anything never again, without a word. Thread-safe.
 */
public final class Repeating implements AutoCloseable {

    private final ScheduledExecutorService thread;
    private final Runnable task;
    private final AtomicBoolean soonPlanned = new AtomicBoolean();

    private Repeating(ScheduledExecutorService thread, Runnable task) {
        this.thread = thread;
        this.task = task;
    }

    /**
     * Begins with it at once.
     *
     * @param interval from the end of one time to the beginning of the next
     * @param failed   is told of everything that the task throws, errors included, and must not throw
     */
    public static Repeating every(Duration interval, String threadName, Runnable task, Consumer<Throwable> failed) {
        return begin(Duration.ZERO, interval, threadName, task, failed);
    }

    /** The same, but begins with it when the interval has passed for the first time. */
    public static Repeating afterEvery(Duration interval, String threadName, Runnable task,
            Consumer<Throwable> failed) {
        return begin(interval, interval, threadName, task, failed);
    }

    private static Repeating begin(Duration first, Duration interval, String threadName, Runnable task,
            Consumer<Throwable> failed) {
        Repeating repeating = new Repeating(Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(threadName).factory()), () -> {
                    try {
                        task.run();
                    } catch (Throwable thrown) {
                        failed.accept(thrown);
                    }
                });
        repeating.thread.scheduleWithFixedDelay(repeating.task, first.toMillis(), interval.toMillis(),
                TimeUnit.MILLISECONDS);
        return repeating;
    }

    /**
     * Does it once more, as soon as the thread is free.
     *
     * @return ends when that is done, however it went
     * @throws java.util.concurrent.RejectedExecutionException where it is closed
     */
    public CompletableFuture<Void> now() {
        return CompletableFuture.runAsync(task, thread);
    }

    /** Does it once more after a time, unless that is planned already. */
    public void soon(Duration delay) {
        if (soonPlanned.compareAndSet(false, true)) {
            thread.schedule(() -> {
                soonPlanned.set(false);
                task.run();
            }, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Does it no more, and waits so long for what is being done, which is not interrupted. */
    public void finish(Duration limit) {
        thread.shutdown();
        try {
            thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts the task where it is being done. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
