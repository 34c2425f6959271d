package io.orderflow.api.saga;

import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;

/** Which ask of its step it was about was not told. */
@MessageType("saga.step-deadline-passed")
public record StepDeadlinePassed1(OrderId orderId, SagaStep step) implements EarlierRevision<StepDeadlinePassed> {

    @Override
    public StepDeadlinePassed upcast() {
        return new StepDeadlinePassed(orderId, step, null, null);
    }
}
