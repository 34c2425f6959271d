package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.stock.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of an order back, until everything that was reserved or held for it is given back. */
public sealed interface CompensationEvent extends SagaEvent {

    /** The reason is absent where the customer cancelled; the order then needs no rejection. */
    @MessageType("saga.compensation-started")
    record CompensationStarted(OrderId orderId, @Nullable RejectionReason reason, List<Sku> skusToRelease,
            boolean voidPayment) implements CompensationEvent {}

    /**
     * A line was reserved after compensation began: it is released like the others. The step at which it was found is
     * absent where the event is older than its being told.
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
