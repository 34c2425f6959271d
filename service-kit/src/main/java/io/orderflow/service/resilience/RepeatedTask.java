package io.orderflow.service.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs a task again and again on a thread of its own, until it is closed. The executor behind it would never run a task
 * again that has thrown an exception, and would not report that. Thread-safe.
 */
public final class RepeatedTask implements AutoCloseable {

    private final ScheduledExecutorService thread;
    private final Runnable task;
    private final AtomicBoolean soonPlanned = new AtomicBoolean();

    private RepeatedTask(ScheduledExecutorService thread, Runnable task) {
        this.thread = thread;
        this.task = task;
    }

    /**
     * Starts with the first run at once.
     *
     * @param interval from the end of one run to the beginning of the next
     * @param failed   is told of everything that the task throws, errors included, and must not throw
     */
    public static RepeatedTask every(Duration interval, String threadName, Runnable task, Consumer<Throwable> failed) {
        return begin(Duration.ZERO, interval, threadName, task, failed);
    }

    /** The same as {@link #every}, but the first run comes after one interval. */
    public static RepeatedTask afterEvery(Duration interval, String threadName, Runnable task,
            Consumer<Throwable> failed) {
        return begin(interval, interval, threadName, task, failed);
    }

    private static RepeatedTask begin(Duration first, Duration interval, String threadName, Runnable task,
            Consumer<Throwable> failed) {
        RepeatedTask repeating = new RepeatedTask(Executors.newSingleThreadScheduledExecutor(
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
     * Runs the task once more, as soon as the thread is free.
     *
     * @return ends with that run, whether it succeeds or fails
     * @throws java.util.concurrent.RejectedExecutionException where this is closed
     */
    public CompletableFuture<Void> now() {
        return CompletableFuture.runAsync(task, thread);
    }

    /** Runs the task once more after a time, unless such a run is planned already. */
    public void soon(Duration delay) {
        if (soonPlanned.compareAndSet(false, true)) {
            thread.schedule(() -> {
                soonPlanned.set(false);
                task.run();
            }, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Ends the runs, and waits so long for the one that is going on, which is not interrupted. */
    public void finish(Duration limit) {
        thread.shutdown();
        try {
            thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the runs, and interrupts the one that is going on. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
