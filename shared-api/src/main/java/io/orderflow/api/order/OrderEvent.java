package io.orderflow.api.order;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.OrderMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of an order. Each event carries the customer and the total, so that no reader needs the order itself. */
public sealed interface OrderEvent extends OrderMessage {

    @Override
    OrderId orderId();

    CustomerId customerId();

    Money total();

    @MessageType("order.placed")
    record OrderPlaced(OrderId orderId, CustomerId customerId, AccountId accountId, List<OrderLine> lines, Money total)
            implements OrderEvent {}

    @MessageType("order.confirmed")
    record OrderConfirmed(OrderId orderId, CustomerId customerId, Money total) implements OrderEvent {}

    @MessageType("order.rejected")
    record OrderRejected(OrderId orderId, CustomerId customerId, Money total, RejectionReason reason)
            implements OrderEvent {}

    @MessageType("order.cancelled")
    record OrderCancelled(OrderId orderId, CustomerId customerId, Money total, String reason) implements OrderEvent {}

    @MessageType(value = "order.shipped", revision = "2", earlier = OrderShipped1.class)
    record OrderShipped(OrderId orderId, CustomerId customerId, Money total, @Nullable Parcel parcel)
            implements OrderEvent {}

    /** The whole payment has been refunded. The order stays shipped. */
    @MessageType("order.refunded")
    record OrderRefunded(OrderId orderId, CustomerId customerId, Money total, Instant refundedAt)
            implements OrderEvent {}
}
