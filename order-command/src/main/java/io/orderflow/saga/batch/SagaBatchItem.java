package io.orderflow.saga.batch;

import io.orderflow.service.batch.BatchItem;
import io.orderflow.service.batch.BatchOutcome;
import io.orderflow.service.batch.BatchResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process of a batch, and what became of the request for it.
 *
 * @param outcome absent while the request is not made
 * @param code    the code of the problem, absent where it was not refused
 * @param detail  why it was refused or failed, absent where neither is so
 * @param at      when the outcome came, absent while there is none
 */
record SagaBatchItem(String orderId, @Nullable BatchOutcome outcome, @Nullable String code, @Nullable String detail,
        @Nullable Instant at) {

    static SagaBatchItem of(BatchItem item) {
        BatchResult result = item.result();
        return result == null
                ? new SagaBatchItem(item.key(), null, null, null, null)
                : new SagaBatchItem(item.key(), result.outcome(), result.code(), result.detail(), item.at());
    }
}
