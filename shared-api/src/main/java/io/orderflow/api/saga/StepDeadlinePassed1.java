package io.orderflow.api.saga;

import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;

/** Revision 1 lacks the request that the deadline belongs to. */
@MessageType("saga.step-deadline-passed")
public record StepDeadlinePassed1(OrderId orderId, SagaStep step) implements EarlierRevision<StepDeadlinePassed> {

    @Override
    public StepDeadlinePassed upcast() {
        return new StepDeadlinePassed(orderId, step, null, null);
    }
}
