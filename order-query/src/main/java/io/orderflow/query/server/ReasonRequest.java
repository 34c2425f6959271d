package io.orderflow.query.server;

import io.orderflow.service.web.ReadableText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an operator does something. */
record ReasonRequest(@NotBlank @ReadableText @Size(max = 500) String reason) {}
