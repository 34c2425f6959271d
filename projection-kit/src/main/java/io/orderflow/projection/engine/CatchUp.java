package io.orderflow.projection.engine;

import io.orderflow.projection.document.WriteConflict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a generation in this process: where the generation is far behind, a replay folds the events up to the head of
 * the log first, and then the event processor starts. Where another process has claimed segments, the start waits a
 * limited time for them, because the claims of a killed process last a while. Thread-safe.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /** The start waits so much longer than the claims of a dead process last. */
    private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_FAILURES = 60;

    private final String name;
    private final String component;
    private final ProjectionRuntime runtime;
    private final FoldingInvoker<?> invoker;
    private final ExecutorService workers;
    private final Runnable moved;
    private final Runnable live;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean started;
    private volatile boolean queued;
    private volatile @Nullable Replay replay;

    /** @param live starts the event processor */
    CatchUp(String name, ProjectionRuntime runtime, FoldingInvoker<?> invoker, ExecutorService workers, Runnable moved,
            Runnable live) {
        this.name = name;
        this.component = "start of projection " + name;
        this.runtime = runtime;
        this.invoker = invoker;
        this.workers = workers;
        this.moved = moved;
        this.live = live;
    }

    void start() {
        started = true;
        Thread.ofPlatform().daemon().name("replay-" + name).start(this::run);
    }

    /** The name of the start in reports of failures. */
    String component() {
        return component;
    }

    /** The replay that is running, null before and after it. */
    @Nullable
    Replay replay() {
        return replay;
    }

    /** Whether this generation waits for its turn, behind the replays of other generations. */
    boolean isQueued() {
        return queued;
    }

    /** Stops the replay after the batch in hand, and any later start. The future never fails. */
    CompletableFuture<Void> stop() {
        stop.countDown();
        Replay running = replay;
        if (running != null) {
            running.stop();
        }
        return started ? ended : CompletableFuture.completedFuture(null);
    }

    private void run() {
        try {
            catchUp();
            goLive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            replay = null;
            runtime.failures().ended(component);
            ended.complete(null);
        }
    }

    /**
     * Starts the event processor, and tries again where the database or the event store is away, since neither stays
     * away for ever.
     */
    private void goLive() throws InterruptedException {
        while (stop.getCount() > 0) {
            try {
                live.run();
                runtime.failures().succeeded(component);
                return;
            } catch (RuntimeException failure) {
                runtime.failures().failed(component, failure);
                stop.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void catchUp() throws InterruptedException {
        int claimAttempts = 0;
        int failures = 0;
        Duration patience = runtime.limits().claimTimeout().plus(CLAIM_PATIENCE);
        while (claimAttempts < patience.dividedBy(RETRY_INTERVAL) && failures < MAX_FAILURES) {
            try {
                if (!isFarBehind() || stop.getCount() == 0) {
                    return;
                }
                replayOnce();
                continue;
            } catch (UnableToClaimTokenException taken) {
                claimAttempts++;
            } catch (RuntimeException failure) {
                if (failure.getCause() instanceof WriteConflict takenOver) {
                    LOG.warn("{} gives up a replay: {}", name, takenOver.getMessage());
                    claimAttempts++;
                } else if (stop.getCount() > 0) {
                    failures++;
                    runtime.failures().failed(component, failure);
                }
            }
            if (stop.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private boolean isFarBehind() {
        return runtime.head() - runtime.checkpoints().position(name) >= runtime.limits().replayFrom();
    }

    private void replayOnce() throws InterruptedException {
        if (!awaitTurn()) {
            return;
        }
        try (SegmentClaims claims = SegmentClaims.of(runtime.checkpoints().store(), name,
                runtime.limits().segments())) {
            Replay current = new Replay(claims, runtime, invoker, workers, moved);
            replay = current;
            if (stop.getCount() > 0) {
                current.run();
                runtime.failures().succeeded(component);
            }
        } finally {
            runtime.replays().release();
        }
    }

    /** Returns false when this generation has been stopped. */
    private boolean awaitTurn() throws InterruptedException {
        queued = true;
        try {
            while (!runtime.replays().tryAcquire(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                if (stop.getCount() == 0) {
                    return false;
                }
            }
            return true;
        } finally {
            queued = false;
        }
    }
}
