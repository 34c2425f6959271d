package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.stock.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of compensation: the saga undoes every reservation and the payment of its order. */
public sealed interface CompensationEvent extends SagaEvent {

    /** The reason is absent when the customer cancelled the order, which then needs no rejection. */
    @MessageType("saga.compensation-started")
    record CompensationStarted(OrderId orderId, @Nullable RejectionReason reason, List<Sku> skusToRelease,
            boolean voidPayment) implements CompensationEvent {}

    /**
     * A line was reserved after compensation began, and is released like the others. The step is absent in events of
     * revision 1.
     */
    @MessageType(value = "saga.late-reservation-found", revision = "2", earlier = LateReservationFound1.class)
    record LateReservationFound(OrderId orderId, Sku sku, @Nullable SagaStep step) implements CompensationEvent {}

    @MessageType("saga.line-released")
    record LineReleased(OrderId orderId, Sku sku) implements CompensationEvent {}

    @MessageType("saga.payment-returned")
    record PaymentReturned(OrderId orderId) implements CompensationEvent {}

    @MessageType("saga.rejection-recorded")
    record RejectionRecorded(OrderId orderId) implements CompensationEvent {}

    @MessageType("saga.fulfilment-compensated")
    record FulfilmentCompensated(OrderId orderId) implements CompensationEvent {}
}
