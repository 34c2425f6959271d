package io.orderflow.service.deadletter;

import io.orderflow.service.batch.Batch;
import io.orderflow.service.batch.BatchCounts;
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
record DeadLetterBatch(String batchId, Action action, String reason, DeadLetterFilter filter, String by,
        BatchState state,
        long total, long done, BatchCounts outcomes, Instant startedAt, @Nullable Instant endedAt) {

    /** What is done with each sequence. */
    enum Action {
        RETRY
    }

    static DeadLetterBatch of(Batch batch) {
        DeadLetterSelection selection = DeadLetterSelection.of(batch.filter());
        return new DeadLetterBatch(batch.batchId(), Action.valueOf(batch.action()), batch.reason(),
                new DeadLetterFilter(batch.filter().getOrDefault(DeadLetterBatchWork.GROUP, ""), selection.type(),
                        selection.cause()),
                batch.by(), batch.state(), batch.total(), batch.outcomes().done(), batch.outcomes(),
                batch.startedAt(), batch.endedAt());
    }
}
