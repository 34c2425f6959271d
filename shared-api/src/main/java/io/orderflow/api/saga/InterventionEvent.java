package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.Sku;
import java.util.List;

/** What an operator does about a process, and what becomes of it. */
public sealed interface InterventionEvent extends SagaEvent {

    /** What an operator decided, and why; who it was is in the metadata. */
    sealed interface ByOperator extends InterventionEvent {

        String reason();
    }

    /** The step is tried again. The next event tells what is asked for. */
    @MessageType("saga.step-retried")
    record StepRetried(OrderId orderId, SagaStep step, String reason) implements ByOperator {}

    /** Nobody waits any more for the answers of these lines nor, where it says so, of the payment: they are written off. */
    @MessageType("saga.step-skipped")
    record StepSkipped(OrderId orderId, SagaStep step, List<Sku> skus, boolean payment, String reason)
            implements ByOperator {}

    /** The order shall be cancelled; whether it is, the order decides. */
    @MessageType("saga.cancellation-requested")
    record CancellationRequested(OrderId orderId, String reason) implements ByOperator {}

    /** The order was not cancelled as an operator had asked, since it could not be any more. Why is told in words. */
    @MessageType("saga.cancellation-refused")
    record CancellationRefused(OrderId orderId, String detail) implements InterventionEvent {}
}
