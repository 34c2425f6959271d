package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.measure.Latencies;
import io.orderflow.benchmarks.measure.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts operations at a fixed rate, whether earlier ones have ended or not. The time of an operation counts from its
 * scheduled start, so a delay of the platform or of this generator is part of the figure.
 */
public final class OpenLoop {

    private OpenLoop() {}

    /**
     * Runs one round, and returns when all operations have ended.
     *
     * @throws IllegalStateException where an operation fails, because the figure would then mean nothing
     */
    public static Round run(int perSecond, Duration time, Runnable operation) throws InterruptedException {
        long operations = perSecond * time.toSeconds();
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        Latencies latencies = new Latencies();
        List<Future<?>> started = new ArrayList<>();
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < operations; i++) {
                long intended = began + i * interval;
                awaitNanos(intended);
                started.add(threads.submit(() -> {
                    operation.run();
                    long took = System.nanoTime() - intended;
                    synchronized (latencies) {
                        latencies.record(took);
                    }
                }));
            }
            for (Future<?> one : started) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("An operation failed", failed.getCause());
        }
        return Round.of(operations, Duration.ofNanos(System.nanoTime() - began), latencies.nanos());
    }

    private static void awaitNanos(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
