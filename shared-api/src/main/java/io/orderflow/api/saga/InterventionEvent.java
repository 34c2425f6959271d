package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.Sku;
import java.time.Instant;
import java.util.List;

/** The events of an operator's intervention, and of its outcome. */
public sealed interface InterventionEvent extends SagaEvent {

    /** An operator's decision with its reason. The metadata names the operator. */
    sealed interface ByOperator extends InterventionEvent {

        String reason();
    }

    /** An operator has the step retried. The saga's next event names the requests. */
    @MessageType("saga.step-retried")
    record StepRetried(OrderId orderId, SagaStep step, String reason) implements ByOperator {}

    /** The saga waits no more for the answers of these lines and, if {@code payment} is true, of the payment. */
    @MessageType("saga.step-skipped")
    record StepSkipped(OrderId orderId, SagaStep step, List<Sku> skus, boolean payment, String reason)
            implements ByOperator {}

    /** An operator requests the cancellation of the order. The order decides. */
    @MessageType("saga.cancellation-requested")
    record CancellationRequested(OrderId orderId, String reason) implements ByOperator {}

    /**
     * An operator has moved the deadline of a request. The saga waits until then, and at the earlier time nothing
     * happens.
     *
     * @param ask the sequence number of the saga's event that made the request
     * @param due when the time of the request is up from now on
     */
    @MessageType("saga.deadline-moved")
    record DeadlineMoved(OrderId orderId, SagaStep step, long ask, Instant due, String reason) implements ByOperator {}

    /**
     * An operator has cancelled the deadline of a request. The saga waits for the answer without an end, until an
     * operator has it retry the step.
     *
     * @param ask the sequence number of the saga's event that made the request
     */
    @MessageType("saga.deadline-cancelled")
    record DeadlineCancelled(OrderId orderId, SagaStep step, long ask, String reason) implements ByOperator {}

    /** The order refused the cancellation that an operator had requested. The detail says why. */
    @MessageType("saga.cancellation-refused")
    record CancellationRefused(OrderId orderId, String detail) implements InterventionEvent {}
}
