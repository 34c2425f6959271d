package io.orderflow.service.deadletter;

import io.orderflow.service.web.ReadableText;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The request to handle a sequence again, with the operator's reason. */
record RetryBody(@Nullable @ReadableText @Size(min = 1, max = EvictionRequest.MAX_REASON_LENGTH) String reason) {}
