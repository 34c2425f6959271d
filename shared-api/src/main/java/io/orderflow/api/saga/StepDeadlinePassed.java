package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Published by the event scheduler when the time of one ask is up. It belongs to no stream: the saga decides what it
 * means.
 *
 * @param ask     the sequence number of the saga's event that asked; absent where the deadline is older than its being
 *                told
 * @param begunAt when the time began, absent likewise
 */
@MessageType(value = "saga.step-deadline-passed", revision = "2", earlier = StepDeadlinePassed1.class)
public record StepDeadlinePassed(OrderId orderId, SagaStep step, @Nullable Long ask, @Nullable Instant begunAt) {}
