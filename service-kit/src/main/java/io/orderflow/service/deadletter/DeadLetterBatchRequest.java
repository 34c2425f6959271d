package io.orderflow.service.deadletter;

import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Which sequences are to be handled again, and why.
 *
 * @param expected how many sequences the operator has seen that the filter selects
 */
record DeadLetterBatchRequest(
        @NotBlank @ReadableText @Size(max = EvictionRequest.MAX_REASON_LENGTH) String reason,
        @NotNull @Valid Filter filter, @NotNull @Min(0) @Max(10_000) Integer expected) {

    /**
     * Selects sequences of one group.
     *
     * @param type  only those whose first event has this type
     * @param cause only those whose cause contains this text, in capitals or not
     */
    record Filter(@NotBlank @ReadableText @Schema(example = "orders") String group, @Nullable String type,
            @Nullable String cause) {

        DeadLetterSelection selection() {
            return new DeadLetterSelection(type, cause);
        }
    }
}
