package io.orderflow.service.batch;

import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Carries out the batches of one kind that no other process carries out, each on a thread of its own. Where the event
 * store or the database is away, a batch is given back, and taken up again from where it was. Thread-safe.
 */
final class BatchRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
    /** How soon a request without an answer is made again. */
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    /** Longer than a request for one item may take. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private final BatchWork work;
    private final BatchStore store;
    private final RepeatedFailures failures;
    private final InstantSource clock;
    private final Map<String, BatchRun> runs = new ConcurrentHashMap<>();
    private volatile @Nullable RepeatedTask looking;

    BatchRunner(BatchWork work, BatchStore store, RepeatedFailures failures, InstantSource clock) {
        this.work = work;
        this.store = store;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public void start() {
        looking = RepeatedTask.every(LOOK_INTERVAL, work.name() + "-batches", this::look, this::tell);
    }

    /** Has a new batch begin at once. */
    void wake() {
        RepeatedTask running = looking;
        if (running != null) {
            running.soon(Duration.ZERO);
        }
    }

    private void look() {
        Instant now = clock.instant();
        for (Batch batch : store.running()) {
            if (!runs.containsKey(batch.batchId()) && store.claim(batch.batchId(), now, now.minus(CLAIM))) {
                begin(new BatchRun(batch, work, store, clock));
            }
        }
        failures.succeeded(component());
    }

    private void begin(BatchRun run) {
        runs.put(run.id(), run);
        Thread.ofVirtual().name(work.name() + "-batch-" + run.id()).start(() -> {
            Duration pause = Duration.ZERO;
            try {
                run.run();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException away) {
                pause = RETRY_PAUSE;
                tell(away);
            } finally {
                runs.remove(run.id());
                giveBack(run, pause);
            }
        });
    }

    private void giveBack(BatchRun run, Duration pause) {
        try {
            store.release(run.id(), clock.instant().minus(CLAIM).plus(pause));
        } catch (RuntimeException away) {
            LOG.debug("The batch {} is taken up again when its claim has expired", run.id(), away);
        }
    }

    private void tell(Throwable failed) {
        failures.failed(component(), failed);
    }

    private String component() {
        return "batches of " + work.name() + "s";
    }

    @Override
    public void stop() {
        runs.values().forEach(BatchRun::stop);
        RepeatedTask running = looking;
        if (running != null) {
            running.close();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
