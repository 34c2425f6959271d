package io.orderflow.service.deadletter;

import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;

/** The request to give up an event, with the operator's reason. */
record EvictionRequest(@Schema(maxLength = EvictionRequest.MAX_REASON_LENGTH) @ReadableText String reason) {

    static final int MAX_REASON_LENGTH = 500;
}
