package io.orderflow.service.deadletter;

import io.orderflow.service.batch.Batch;
import io.orderflow.service.batch.BatchCounts;
import io.orderflow.service.batch.BatchItem;
import io.orderflow.service.batch.BatchOutcome;
import io.orderflow.service.batch.BatchResult;
import io.orderflow.service.batch.BatchState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A retry of all sequences of a group that a filter selects.
 *
 * @param by       the operator
 * @param total    the number of sequences
 * @param done     for how many of them the request was made
 * @param outcomes how many have each outcome
 * @param endedAt  absent while it is running
 */
record DeadLetterBatch(String batchId, Action action, String reason, Filter filter, String by, BatchState state,
        long total, long done, BatchCounts outcomes, Instant startedAt, @Nullable Instant endedAt) {

    /** What is done with each sequence. */
    enum Action {
        RETRY
    }

    /** How the sequences were selected. */
    record Filter(String group, @Nullable String type, @Nullable String cause) {}

    /**
     * A sequence of the batch, and what became of the request for it.
     *
     * @param outcome absent while the request is not made
     * @param detail  why it failed, absent where it did not
     * @param at      when the outcome came, absent while there is none
     */
    record Item(String sequence, @Nullable BatchOutcome outcome, @Nullable String code, @Nullable String detail,
            @Nullable Instant at) {

        static Item of(BatchItem item) {
            BatchResult result = item.result();
            return result == null
                    ? new Item(item.key(), null, null, null, null)
                    : new Item(item.key(), result.outcome(), result.code(), result.detail(), item.at());
        }
    }

    static DeadLetterBatch of(Batch batch) {
        DeadLetterSelection selection = DeadLetterSelection.of(batch.filter());
        return new DeadLetterBatch(batch.batchId(), Action.valueOf(batch.action()), batch.reason(),
                new Filter(batch.filter().getOrDefault(DeadLetterBatchWork.GROUP, ""), selection.type(),
                        selection.cause()),
                batch.by(), batch.state(), batch.total(), batch.outcomes().done(), batch.outcomes(),
                batch.startedAt(), batch.endedAt());
    }
}
