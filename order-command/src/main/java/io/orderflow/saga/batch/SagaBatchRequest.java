package io.orderflow.saga.batch;

import io.orderflow.saga.SagaCommand.Intervention;
import io.orderflow.service.web.ReadableText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done in which processes, and why.
 *
 * @param filter   all processes without it
 * @param expected how many processes the operator has seen that the filter selects
 */
record SagaBatchRequest(@NotNull SagaAction action,
        @NotBlank @ReadableText @Size(max = Intervention.MAX_REASON_LENGTH) String reason,
        @Valid @Nullable SagaSelection filter, @NotNull @Min(0) @Max(10_000) Integer expected) {

    SagaSelection selection() {
        return filter == null ? SagaSelection.ALL : filter;
    }
}
