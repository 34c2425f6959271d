package io.orderflow.saga.web;

import io.orderflow.saga.SagaCommand.Intervention;
import io.orderflow.service.web.ReadableText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The operator's reason for the intervention. */
record InterventionRequest(@NotBlank @ReadableText @Size(max = Intervention.MAX_REASON_LENGTH) String reason) {}
