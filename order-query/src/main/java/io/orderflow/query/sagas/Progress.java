package io.orderflow.query.sagas;

import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a saga.
 *
 * @param waitingFor the answers that the step still needs before it is over: {@code payment}, {@code confirmation},
 *                   {@code shipment}, {@code rejection}, or {@code stock:} and a sku; empty where the saga waits for
 *                   none
 * @param since      when the step began
 */
public record Progress(SagaStep step, List<String> waitingFor, Instant since) {

    /**
     * Returns the progress of the saga after its event. A saga stands at its first step until an event says otherwise.
     */
    public static Progress after(@Nullable Progress before, SagaEvent event, Instant at) {
        return ProgressChange.of(before, event, at).progress();
    }

    Progress in(SagaStep newStep, List<String> awaited, Instant at) {
        return new Progress(newStep, awaited, newStep == step ? since : at);
    }

    Progress without(String answered) {
        return new Progress(step, waitingFor.stream().filter(awaited -> !awaited.equals(answered)).toList(), since);
    }
}
