package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;

/**
 * The events of deadlines. A request was not answered in time, and the saga is still at its step. The saga's next event
 * repeats the request or begins compensation.
 */
public sealed interface DeadlineEvent extends SagaEvent {

    /** The step that made the request. */
    SagaStep step();

    @MessageType("saga.step-timed-out")
    record StepTimedOut(OrderId orderId, SagaStep step) implements DeadlineEvent {}

    /**
     * A step's time ran out while the platform could not act, so it does not count. The next event repeats the request
     * with the full time.
     */
    @MessageType("saga.deadline-extended")
    record DeadlineExtended(OrderId orderId, SagaStep step) implements DeadlineEvent {}

    /** The saga has repeated its requests as often as it may, and waits for an operator from now on. */
    @MessageType("saga.fulfilment-stalled")
    record FulfilmentStalled(OrderId orderId, SagaStep step) implements DeadlineEvent {}
}
