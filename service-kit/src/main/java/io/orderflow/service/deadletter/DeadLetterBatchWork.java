package io.orderflow.service.deadletter;

import io.orderflow.service.batch.Batch;
import io.orderflow.service.batch.BatchResult;
import io.orderflow.service.batch.BatchWork;
import io.orderflow.service.message.Origin;
import java.util.Optional;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Has the sequences of a batch handled again. The event of each request names the item, so that a request which was
 * recorded before a crash is not recorded twice. A sequence is resolved when its first event waits no more. Stateless.
 */
final class DeadLetterBatchWork implements BatchWork {

    /** The only action of these batches. */
    static final String RETRY = "RETRY";
    /** The field of a batch's filter that names its group. */
    static final String GROUP = "group";

    private static final long UNKNOWN_POSITION = -1;

    private final String name;
    private final DeadLetterSearch search;
    private final RetryRequests requests;

    /** @param name names the collections of these batches, which no other service of the database may use */
    DeadLetterBatchWork(String name, DeadLetterSearch search, RetryRequests requests) {
        this.name = name;
        this.search = search;
        this.requests = requests;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public BatchResult act(Batch batch, String key, boolean again) {
        String group = groupOf(batch);
        Optional<WaitingLetter> waiting = search.queuesOf(group).find(group, key);
        if (waiting.isEmpty()) {
            return BatchResult.resolved();
        }
        DeadLetterSequence letter = waiting.get().sequence();
        String request = "batch:" + batch.batchId() + "/" + key;
        if (!again || !requests.has(group, key, request)) {
            requests.record(letter, batch.reason(), MetaData.with(Origin.REQUEST, request));
        }
        // To ask twice does no harm, and only the record is known to be there after a crash.
        search.queuesOf(group).retry(group, key);
        return BatchResult.asked(placeOf(letter.position()));
    }

    @Override
    public boolean isResolved(Batch batch, String key, long mark) {
        String group = groupOf(batch);
        return search.queuesOf(group)
                .find(group, key)
                .map(waiting -> placeOf(waiting.sequence().position()) != mark)
                .orElse(true);
    }

    private static long placeOf(@Nullable Long position) {
        return position == null ? UNKNOWN_POSITION : position;
    }

    private static String groupOf(Batch batch) {
        return batch.filter().getOrDefault(GROUP, "");
    }
}
