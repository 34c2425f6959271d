package io.orderflow.service.deadletter;

import io.orderflow.service.batch.Batch;
import io.orderflow.service.batch.BatchItem;
import io.orderflow.service.batch.BatchOutcome;
import io.orderflow.service.batch.Batches;
import io.orderflow.service.batch.Batches.BatchRequest;
import io.orderflow.service.deadletter.DeadLetterSequence.Kind;
import io.orderflow.service.message.Page;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.web.NotFound;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The batches of retries of this service, beside its dead letters: those of processors where it has both kinds. A service
 * without dead letters has none. Thread-safe.
 */
final class DeadLetterBatches implements SmartLifecycle {

    private final DeadLetterSearch search;
    private final @Nullable Batches batches;

    /** @param service the name of this service, whose instances share the batches */
    DeadLetterBatches(String service, DeadLetterRegistry registry, RetryRequests requests, RepeatedFailures failures) {
        this.search = new DeadLetterSearch(registry);
        Collection<DeadLetterQueues> queues = registry.byGroup().values();
        this.batches = queues.stream()
                .min(Comparator.comparing(one -> one.kind() == Kind.PROJECTION))
                .map(DeadLetterQueues::database)
                .map(database -> new Batches(new DeadLetterBatchWork(nameFor(service), search, requests), database,
                        failures))
                .orElse(null);
    }

    private static String nameFor(String service) {
        return "dead_letter_" + service.replaceAll("\\W", "_");
    }

    /** @throws NotFound where this service has no such group */
    Batch start(String batchId, String reason, String group, DeadLetterSelection selection, int expected) {
        search.queuesOf(group);
        Map<String, String> filter = new TreeMap<>(selection.toMap());
        filter.put(DeadLetterBatchWork.GROUP, group);
        return present(batchId).start(new BatchRequest(batchId, DeadLetterBatchWork.RETRY, reason, filter, expected),
                limit -> search.names(group, selection, limit));
    }

    Page<Batch> list(@Nullable String after, int limit) {
        return batches == null ? new Page<>(List.of(), null) : batches.list(after, limit);
    }

    /** @throws NotFound where there never was such a batch, or it is forgotten */
    Batch find(String id) {
        return present(id).find(id);
    }

    /** @throws NotFound where there never was such a batch, or it is forgotten */
    Page<BatchItem> items(String id, @Nullable BatchOutcome outcome, @Nullable String cursor, int limit) {
        return present(id).items(id, outcome, cursor, limit);
    }

    /** @throws NotFound where there never was such a batch, or it is forgotten */
    Batch cancel(String id) {
        return present(id).cancel(id);
    }

    private Batches present(String id) {
        if (batches == null) {
            throw new NotFound("No batch " + id + ": this service has no dead letters");
        }
        return batches;
    }

    @Override
    public void start() {
        if (batches != null) {
            batches.start();
        }
    }

    @Override
    public void stop() {
        if (batches != null) {
            batches.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return batches != null && batches.isRunning();
    }
}
