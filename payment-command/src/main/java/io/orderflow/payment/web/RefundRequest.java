package io.orderflow.payment.web;

import io.orderflow.service.web.ReadableText;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The request to refund a payment.
 *
 * @param reason why, for the record: the event of the request names it
 */
record RefundRequest(@Nullable @ReadableText @Size(min = 1, max = RefundRequest.MAX_REASON_LENGTH) String reason) {

    static final int MAX_REASON_LENGTH = 500;
}
