package io.orderflow.saga.batch;

import io.orderflow.service.batch.Batch;
import io.orderflow.service.batch.BatchCounts;
import io.orderflow.service.batch.BatchState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intervention in many processes.
 *
 * @param by       the operator
 * @param total    the number of processes
 * @param done     for how many of them the request was made
 * @param outcomes how many have each outcome
 * @param endedAt  absent while it is running
 */
record SagaBatch(String batchId, SagaAction action, String reason, SagaSelection filter, String by, BatchState state,
        long total, long done, BatchCounts outcomes, Instant startedAt, @Nullable Instant endedAt) {

    static SagaBatch of(Batch batch) {
        return new SagaBatch(batch.batchId(), SagaAction.valueOf(batch.action()), batch.reason(),
                SagaSelection.of(batch.filter()), batch.by(), batch.state(), batch.total(), batch.outcomes().done(),
                batch.outcomes(), batch.startedAt(), batch.endedAt());
    }
}
