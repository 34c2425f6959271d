package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;

/**
 * The time of one ask is up. The process has come no further; the next event tells what follows: it asks again, or it
 * begins compensation.
 */
public sealed interface DeadlineEvent extends SagaEvent {

    /** The step of the ask. */
    SagaStep step();

    @MessageType("saga.step-timed-out")
    record StepTimedOut(OrderId orderId, SagaStep step) implements DeadlineEvent {}

    /**
     * A step's time ran out while the platform could not act: it does not count. The next event asks again, and that
     * ask has the whole time.
     */
    @MessageType("saga.deadline-extended")
    record DeadlineExtended(OrderId orderId, SagaStep step) implements DeadlineEvent {}

    /** What must be answered for the order to end was asked for so often that it waits for an operator from now on. */
    @MessageType("saga.fulfilment-stalled")
    record FulfilmentStalled(OrderId orderId, SagaStep step) implements DeadlineEvent {}
}
