package io.orderflow.saga.web;

import io.orderflow.api.order.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The deadline that was changed.
 *
 * @param due     when it passes now, absent where it was cancelled
 * @param version the saga's version after that
 */
record DeadlineAnswer(String deadlineId, OrderId orderId, @Nullable Instant due, long version) {}
