package io.orderflow.saga.web;

import io.orderflow.api.Times;
import io.orderflow.saga.SagaCommand.Intervention;
import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** When the deadline is to pass, and the operator's reason. */
record DeadlineMove(
        @NotNull @Schema(pattern = Times.MOMENT_FORM, example = "2030-01-31T12:00:00Z", description = Times.MOMENT) String due,
        @NotBlank @ReadableText @Size(max = Intervention.MAX_REASON_LENGTH) String reason) {}
