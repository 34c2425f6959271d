package io.orderflow.api.saga;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.stock.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of repeated requests: a deadline has passed, or an operator has intervened. The saga is still at its step.
 */
public sealed interface RetryEvent extends SagaEvent {

    /** The key in the metadata for how often the time of the step has run out, an integer from 0. */
    String ATTEMPT = "attempt";

    @MessageType("saga.reservation-retried")
    record ReservationRetried(OrderId orderId, List<OrderLine> lines) implements RetryEvent {}

    /** @param customerId who pays, absent where the event is older than its being told */
    @MessageType(value = "saga.authorization-retried", revision = "2", earlier = AuthorizationRetried1.class)
    record AuthorizationRetried(OrderId orderId, AccountId accountId, Money total, @Nullable CustomerId customerId)
            implements RetryEvent {

        public AuthorizationRetried(OrderId orderId, AccountId accountId, Money total) {
            this(orderId, accountId, total, null);
        }
    }

    @MessageType("saga.confirmation-retried")
    record ConfirmationRetried(OrderId orderId) implements RetryEvent {}

    /** The saga asks the order whether it has been shipped, in case the saga has missed that. */
    @MessageType("saga.shipment-inquired")
    record ShipmentInquired(OrderId orderId) implements RetryEvent {}

    /** Delivery cannot be undone once the goods have left, so the saga repeats the requests without an answer. */
    @MessageType("saga.delivery-retried")
    record DeliveryRetried(OrderId orderId, List<Sku> skus, boolean capturePayment) implements RetryEvent {}

    @MessageType("saga.compensation-retried")
    record CompensationRetried(OrderId orderId, @Nullable RejectionReason reason, List<Sku> skusToRelease,
            boolean voidPayment) implements RetryEvent {}
}
