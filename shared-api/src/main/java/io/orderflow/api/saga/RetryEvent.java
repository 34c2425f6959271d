package io.orderflow.api.saga;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.stock.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process asks again for what its step still waits for, because a deadline has passed or because an operator wants
 * it. It has come no further.
 */
public sealed interface RetryEvent extends SagaEvent {

    /** In the metadata: how often the time for the step has run out, a whole number from 0. */
    String ATTEMPT = "attempt";

    @MessageType("saga.reservation-retried")
    record ReservationRetried(OrderId orderId, List<OrderLine> lines) implements RetryEvent {}

    @MessageType("saga.authorization-retried")
    record AuthorizationRetried(OrderId orderId, AccountId accountId, Money total) implements RetryEvent {}

    @MessageType("saga.confirmation-retried")
    record ConfirmationRetried(OrderId orderId) implements RetryEvent {}

    /** The order is asked whether it has been shipped, in case that the process has missed it. */
    @MessageType("saga.shipment-inquired")
    record ShipmentInquired(OrderId orderId) implements RetryEvent {}

    /** Delivery cannot be undone once the goods have left: what has not been answered is asked again. */
    @MessageType("saga.delivery-retried")
    record DeliveryRetried(OrderId orderId, List<Sku> skus, boolean capturePayment) implements RetryEvent {}

    @MessageType("saga.compensation-retried")
    record CompensationRetried(OrderId orderId, @Nullable RejectionReason reason, List<Sku> skusToRelease,
            boolean voidPayment) implements RetryEvent {}
}
