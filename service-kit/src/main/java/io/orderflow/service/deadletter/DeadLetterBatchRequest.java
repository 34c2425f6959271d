package io.orderflow.service.deadletter;

import io.orderflow.service.web.ReadableText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Which sequences are to be handled again, and why.
 *
 * @param expected how many sequences the operator has seen that the filter selects
 */
record DeadLetterBatchRequest(
        @NotBlank @ReadableText @Size(max = EvictionRequest.MAX_REASON_LENGTH) String reason,
        @NotNull @Valid DeadLetterFilter filter, @NotNull @Min(0) @Max(10_000) Integer expected) {}
