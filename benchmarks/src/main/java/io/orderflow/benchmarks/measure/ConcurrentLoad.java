package io.orderflow.benchmarks.measure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number of operations in flight for a while. When an operation ends, its lane starts the next one on the
 * thread that brought the answer.
 */
public final class ConcurrentLoad {

    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

    private final Operation operation;
    private final CountDownLatch running;
    private final List<Lane> lanes;
    private final long end;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private ConcurrentLoad(int lanes, long end, Operation operation) {
        this.operation = operation;
        this.running = new CountDownLatch(lanes);
        this.end = end;
        this.lanes = IntStream.range(0, lanes).mapToObj(Lane::new).toList();
    }

    /**
     * Runs one round.
     *
     * @param weight the units that one operation counts for
     * @throws IllegalStateException where an operation fails, because the figure would then mean nothing
     */
    public static Round run(int lanes, Duration time, int weight, Operation operation) {
        long began = System.nanoTime();
        ConcurrentLoad round = new ConcurrentLoad(lanes, began + time.toNanos(), operation);
        round.lanes.forEach(Lane::next);
        round.awaitEnd(time);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Latencies all = new Latencies();
        round.lanes.forEach(lane -> all.add(lane.latencies));
        return Round.of(all.nanos().getTotalCount() * weight, took, all.nanos());
    }

    private void awaitEnd(Duration time) {
        try {
            boolean ended = running.await(time.plus(STALL_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
            Throwable failed = failure.get();
            if (failed != null || !ended) {
                throw new IllegalStateException(ended ? "An operation failed" : "Operations got no answer", failed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring", e);
        }
    }

    /** Starts an operation, which ends later. */
    public interface Operation {
        CompletableFuture<?> start(int lane);
    }

    /**
     * A lane runs one operation after the other. Each operation happens-after the one before it, whichever thread
     * brings the answer.
     */
    private final class Lane {
        private final int number;
        private final Latencies latencies = new Latencies();

        Lane(int number) {
            this.number = number;
        }

        void next() {
            while (System.nanoTime() < end) {
                long began = System.nanoTime();
                CompletableFuture<?> started = operation.start(number);
                if (!started.isDone() || started.isCompletedExceptionally()) {
                    started.whenComplete((done, failed) -> goOn(began, failed));
                    return;
                }
                latencies.record(System.nanoTime() - began);
            }
            running.countDown();
        }

        private void goOn(long began, @Nullable Throwable failed) {
            if (failed != null) {
                failure.compareAndSet(null, failed);
                running.countDown();
                return;
            }
            latencies.record(System.nanoTime() - began);
            next();
        }
    }
}
