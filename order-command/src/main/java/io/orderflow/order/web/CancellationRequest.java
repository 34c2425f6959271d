package io.orderflow.order.web;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.service.web.ReadableText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The request to cancel an order, with the customer's reason. */
record CancellationRequest(@NotBlank @ReadableText @Size(max = CancelOrder.MAX_REASON_LENGTH) String reason) {}
