package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;

/**
 * Published by the event scheduler when a step's time is up. It belongs to no stream: the saga decides what it means.
 */
@MessageType("saga.step-deadline-passed")
public record StepDeadlinePassed(OrderId orderId, SagaStep step) {}
