package io.orderflow.service.deadletter;

import io.orderflow.service.batch.BatchItem;
import io.orderflow.service.batch.BatchOutcome;
import io.orderflow.service.batch.BatchResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of a batch, and what became of the request for it.
 *
 * @param outcome absent while the request is not made
 * @param code    the code of the problem, absent where there is none
 * @param detail  why it failed, absent where it did not
 * @param at      when the outcome came, absent while there is none
 */
record DeadLetterBatchItem(String sequence, @Nullable BatchOutcome outcome, @Nullable String code,
        @Nullable String detail, @Nullable Instant at) {

    static DeadLetterBatchItem of(BatchItem item) {
        BatchResult result = item.result();
        return result == null
                ? new DeadLetterBatchItem(item.key(), null, null, null, null)
                : new DeadLetterBatchItem(item.key(), result.outcome(), result.code(), result.detail(), item.at());
    }
}
