package io.orderflow.service.deadletter;

import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * Selects the sequences of one group for a batch.
 *
 * @param type  only those whose first event has this type
 * @param cause only those whose cause contains this text, in capitals or not
 */
record DeadLetterFilter(@NotBlank @ReadableText @Schema(example = "orders") String group, @Nullable String type,
        @Nullable String cause) {

    DeadLetterSelection selection() {
        return new DeadLetterSelection(type, cause);
    }
}
