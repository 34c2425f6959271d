package io.orderflow.service.deadletter;

import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The request to give up an event, with the operator's reason. */
record EvictionRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = EvictionRequest.MAX_REASON_LENGTH) @ReadableText @Nullable String reason) {

    static final int MAX_REASON_LENGTH = 500;
}
