package io.orderflow.api.saga;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockRefusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The process of one order, step by step. The events named after a step call for the commands of that step. */
public sealed interface SagaEvent {

    /** In the metadata of what is asked again because time ran out: how often it has been, a whole number from 1. */
    String ATTEMPT = "attempt";

    OrderId orderId();

    @MessageType("saga.fulfilment-started")
    record FulfilmentStarted(OrderId orderId, CustomerId customerId, AccountId accountId, List<OrderLine> lines,
            Money total) implements SagaEvent {}

    @MessageType("saga.line-reserved")
    record LineReserved(OrderId orderId, Sku sku, String name) implements SagaEvent {}

    @MessageType("saga.line-refused")
    record LineRefused(OrderId orderId, Sku sku, StockRefusal reason) implements SagaEvent {}

    @MessageType("saga.stock-secured")
    record StockSecured(OrderId orderId, AccountId accountId, Money total) implements SagaEvent {}

    @MessageType("saga.payment-secured")
    record PaymentSecured(OrderId orderId) implements SagaEvent {}

    @MessageType("saga.payment-refused")
    record PaymentRefused(OrderId orderId, HoldRefusal reason) implements SagaEvent {}

    @MessageType("saga.shipment-awaited")
    record ShipmentAwaited(OrderId orderId) implements SagaEvent {}

    @MessageType("saga.delivery-started")
    record DeliveryStarted(OrderId orderId, List<Sku> skus) implements SagaEvent {}

    @MessageType("saga.line-dispatched")
    record LineDispatched(OrderId orderId, Sku sku) implements SagaEvent {}

    @MessageType("saga.payment-collected")
    record PaymentCollected(OrderId orderId) implements SagaEvent {}

    @MessageType("saga.fulfilment-completed")
    record FulfilmentCompleted(OrderId orderId) implements SagaEvent {}

    /** A step's time ran out. What follows is told by the next event: compensation, another attempt, or none. */
    @MessageType("saga.step-timed-out")
    record StepTimedOut(OrderId orderId, SagaStep step) implements SagaEvent {}

    /**
     * A step's time ran out while the platform could not act: it does not count. The next event asks again, and that
     * ask has the whole time.
     */
    @MessageType("saga.deadline-extended")
    record DeadlineExtended(OrderId orderId, SagaStep step) implements SagaEvent {}

    /** Delivery cannot be undone once the goods have left: what has not been answered is asked again. */
    @MessageType("saga.delivery-retried")
    record DeliveryRetried(OrderId orderId, List<Sku> skus, boolean capturePayment) implements SagaEvent {}

    /** The reason is absent where the customer cancelled; the order then needs no rejection. */
    @MessageType("saga.compensation-started")
    record CompensationStarted(OrderId orderId, @Nullable RejectionReason reason, List<Sku> skusToRelease,
            boolean voidPayment) implements SagaEvent {}

    @MessageType("saga.compensation-retried")
    record CompensationRetried(OrderId orderId, @Nullable RejectionReason reason, List<Sku> skusToRelease,
            boolean voidPayment) implements SagaEvent {}

    /**
     * A line was reserved after compensation began: it is released like the others. The step at which it was found is
     * absent where the event is older than its being told.
     */
    @MessageType(value = "saga.late-reservation-found", revision = "2", earlier = LateReservationFound1.class)
    record LateReservationFound(OrderId orderId, Sku sku, @Nullable SagaStep step) implements SagaEvent {}

    @MessageType("saga.line-released")
    record LineReleased(OrderId orderId, Sku sku) implements SagaEvent {}

    @MessageType("saga.payment-returned")
    record PaymentReturned(OrderId orderId) implements SagaEvent {}

    @MessageType("saga.rejection-recorded")
    record RejectionRecorded(OrderId orderId) implements SagaEvent {}

    @MessageType("saga.fulfilment-compensated")
    record FulfilmentCompensated(OrderId orderId) implements SagaEvent {}

    /** What must be answered for the order to end was asked for so often that it waits for an operator from now on. */
    @MessageType("saga.fulfilment-stalled")
    record FulfilmentStalled(OrderId orderId, SagaStep step) implements SagaEvent {}

    /** What an operator decided, and why; who it was is in the metadata. */
    interface ByOperator {

        String reason();
    }

    /** The step is tried again. The next event tells what is asked for. */
    @MessageType("saga.step-retried")
    record StepRetried(OrderId orderId, SagaStep step, String reason) implements SagaEvent, ByOperator {}

    @MessageType("saga.reservation-retried")
    record ReservationRetried(OrderId orderId, List<OrderLine> lines) implements SagaEvent {}

    @MessageType("saga.authorization-retried")
    record AuthorizationRetried(OrderId orderId, AccountId accountId, Money total) implements SagaEvent {}

    @MessageType("saga.confirmation-retried")
    record ConfirmationRetried(OrderId orderId) implements SagaEvent {}

    /** The order is asked whether it has been shipped, in case that the process has missed it. */
    @MessageType("saga.shipment-inquired")
    record ShipmentInquired(OrderId orderId) implements SagaEvent {}

    /** Nobody waits any more for the answers of these lines nor, where it says so, of the payment: they are written off. */
    @MessageType("saga.step-skipped")
    record StepSkipped(OrderId orderId, SagaStep step, List<Sku> skus, boolean payment, String reason)
            implements SagaEvent, ByOperator {}

    /** The order shall be cancelled; whether it is, the order decides. */
    @MessageType("saga.cancellation-requested")
    record CancellationRequested(OrderId orderId, String reason) implements SagaEvent, ByOperator {}

    /** The order was not cancelled as an operator had asked, since it could not be any more. Why is told in words. */
    @MessageType("saga.cancellation-refused")
    record CancellationRefused(OrderId orderId, String detail) implements SagaEvent {}
}
