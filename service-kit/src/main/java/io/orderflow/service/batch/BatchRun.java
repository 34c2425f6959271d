package io.orderflow.service.batch;

import io.orderflow.service.message.Caller;
import io.orderflow.service.resilience.FailureText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one batch: makes the request for one item after the other, and then looks for {@value #SETTLE_SECONDS}
 * seconds which of them are resolved. One thread runs it; {@link #stop} may be called by any.
 */
final class BatchRun {

    static final int SETTLE_SECONDS = 30;

    /** How often the request for one item is begun before it counts as failed, outages apart. */
    static final int MAX_ATTEMPTS = 3;

    private static final int PAGE = 100;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Batch batch;
    private final BatchWork work;
    private final BatchStore store;
    private final InstantSource clock;
    private BatchCounts counts = BatchCounts.NONE;
    private final CountDownLatch stopped = new CountDownLatch(1);

    BatchRun(Batch batch, BatchWork work, BatchStore store, InstantSource clock) {
        this.batch = batch;
        this.work = work;
        this.store = store;
        this.clock = clock;
    }

    String id() {
        return batch.batchId();
    }

    void stop() {
        stopped.countDown();
    }

    /**
     * Runs to the end of the batch, or until it is stopped or cancelled.
     *
     * @throws RuntimeException where the batch has to be taken up again: the database is away, or a request had no
     *                          answer
     */
    void run() throws InterruptedException {
        Caller.begin(new Caller(batch.by(), null));
        try {
            counts = store.count(id());
            if (makeRequests() && settle()) {
                store.complete(id(), counts, clock.instant());
            }
        } finally {
            Caller.end();
        }
    }

    /** Returns false where the batch was stopped or cancelled. */
    private boolean makeRequests() {
        int after = -1;
        while (true) {
            List<BatchItem> page = store.items(id(), null, after, PAGE);
            if (page.isEmpty()) {
                return true;
            }
            for (BatchItem item : page) {
                after = item.number();
                if (item.result() == null && !makeRequest(item)) {
                    store.correct(id(), counts);
                    return false;
                }
            }
        }
    }

    private boolean makeRequest(BatchItem item) {
        if (!goesOn()) {
            return false;
        }
        BatchResult result = resultOf(store.begin(id(), item));
        store.end(id(), item, result, clock.instant());
        counts = counts.and(result.outcome());
        return true;
    }

    private BatchResult resultOf(BatchItem item) {
        try {
            return work.act(batch, item.key(), item.attempts() > 1);
        } catch (RuntimeException unknown) {
            if (item.attempts() < MAX_ATTEMPTS || FailureText.isOutage(unknown)) {
                throw unknown;
            }
            return BatchResult.failed(FailureText.of(unknown));
        }
    }

    /** Returns false where the batch was stopped or cancelled before every request is resolved or the time is up. */
    private boolean settle() throws InterruptedException {
        for (int looks = 0; counts.asked() > 0 && looks < SETTLE_SECONDS; looks++) {
            lookWhatIsResolved();
            if (!goesOn()) {
                return false;
            }
            if (counts.asked() > 0 && stopped.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private void lookWhatIsResolved() {
        int after = -1;
        List<BatchItem> asked = store.items(id(), BatchOutcome.ASKED, after, PAGE);
        while (!asked.isEmpty() && !isStopped()) {
            for (BatchItem item : asked) {
                after = item.number();
                resolve(item, item.result());
            }
            asked = store.items(id(), BatchOutcome.ASKED, after, PAGE);
        }
    }

    private void resolve(BatchItem item, @Nullable BatchResult asked) {
        if (asked != null && work.isResolved(batch, item.key(), asked.mark())) {
            store.end(id(), item, new BatchResult(BatchOutcome.RESOLVED, null, null, asked.mark()), clock.instant());
            counts = counts.withOneResolved();
        }
    }

    private boolean goesOn() {
        return !isStopped() && store.progress(id(), counts, clock.instant());
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
