package io.orderflow.service.batch;

import com.mongodb.client.MongoDatabase;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.Caller;
import io.orderflow.service.message.Page;
import io.orderflow.service.message.ProblemException;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.web.NotFound;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Begins, shows and cancels the batches of one kind. They go on by themselves, also after a restart. Thread-safe. */
public final class Batches implements SmartLifecycle {

    /** The most items of a batch. */
    public static final int MAX_ITEMS = 10_000;

    private final BatchStore store;
    private final BatchRunner runner;
    private final InstantSource clock;

    public Batches(BatchWork work, MongoDatabase database, RepeatedFailures failures) {
        this(work, new BatchStore(database, work.name(), ManagementFactory.getRuntimeMXBean().getName()), failures,
                InstantSource.system());
    }

    Batches(BatchWork work, BatchStore store, RepeatedFailures failures, InstantSource clock) {
        this.store = store;
        this.runner = new BatchRunner(work, store, failures, clock);
        this.clock = clock;
    }

    /**
     * A request for a batch.
     *
     * @param expected how many items its operator has seen
     */
    public record BatchRequest(String batchId, String action, String reason, Map<String, String> filter,
            int expected) {}

    /**
     * Begins a batch in the name of the caller, unless it was begun before.
     *
     * @param select selects the keys of at most so many items
     * @throws ProblemException where more items than {@value #MAX_ITEMS} match, or over a tenth more than expected
     */
    public Batch start(BatchRequest request, IntFunction<List<String>> select) {
        return store.find(request.batchId()).orElseGet(() -> begin(request, select.apply(MAX_ITEMS + 1)));
    }

    private Batch begin(BatchRequest request, List<String> keys) {
        if (keys.size() > MAX_ITEMS) {
            throw new BatchRefused("More than " + MAX_ITEMS + " match; a batch has at most as many");
        }
        if (keys.size() > request.expected() + Math.ceilDiv(request.expected(), 10)) {
            throw new BatchRefused("%d match, and %d were expected; nothing was done".formatted(keys.size(),
                    request.expected()));
        }
        Batch batch = new Batch(request.batchId(), request.action(), request.reason(), request.filter(),
                Caller.current().subject(), BatchState.RUNNING, keys.size(), BatchCounts.NONE, clock.instant(), null);
        store.begin(batch, keys);
        runner.wake();
        return batch;
    }

    /**
     * The batches that are remembered, the newest first.
     *
     * @param after the batch that the list goes on behind, null for its beginning
     */
    public Page<Batch> list(@Nullable String after, int limit) {
        List<Batch> all = store.all();
        List<Batch> rest = after == null
                ? all
                : all.stream().dropWhile(batch -> !batch.batchId().equals(after)).skip(1).toList();
        return Page.of(rest.stream().limit(limit + 1L).toList(), limit, Batch::batchId);
    }

    /** @throws NotFound where there never was such a batch, or it is forgotten */
    public Batch find(String id) {
        return store.find(id).orElseThrow(() -> new NotFound("No batch " + id + ", or it is forgotten"));
    }

    /**
     * The items of a batch in their order.
     *
     * @param outcome only those with this outcome, null for all
     * @param cursor  the next of the page before, null for the first page
     * @throws NotFound where there never was such a batch, or it is forgotten
     */
    public Page<BatchItem> items(String id, @Nullable BatchOutcome outcome, @Nullable String cursor, int limit) {
        InvalidValue.require(cursor == null || cursor.matches("[0-9]{1,5}"),
                "cursor must be the next of the page before");
        int after = cursor == null ? -1 : Integer.parseInt(cursor);
        return Page.of(store.items(find(id).batchId(), outcome, after, limit + 1), limit,
                item -> String.valueOf(item.number()));
    }

    /**
     * Ends the batch. The requests that were made stay. To cancel again changes nothing.
     *
     * @throws NotFound         where there never was such a batch, or it is forgotten
     * @throws ProblemException where it is completed
     */
    public Batch cancel(String id) {
        store.cancel(id, clock.instant());
        Batch batch = find(id);
        if (batch.state() != BatchState.CANCELLED) {
            throw new BatchRefused("The batch is " + batch.state());
        }
        return batch;
    }

    @Override
    public void start() {
        runner.start();
    }

    @Override
    public void stop() {
        runner.stop();
    }

    @Override
    public boolean isRunning() {
        return runner.isRunning();
    }

    /** The batch cannot be begun or cancelled. */
    private static final class BatchRefused extends ProblemException {

        BatchRefused(String detail) {
            super(ProblemCode.WRONG_STATE, detail);
        }
    }
}
