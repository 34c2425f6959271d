package io.orderflow.api.order;

import io.orderflow.api.Money;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import org.jspecify.annotations.Nullable;

/** Carrier and tracking number stood side by side. */
@MessageType("order.shipped")
public record OrderShipped1(OrderId orderId, CustomerId customerId, Money total, @Nullable String carrier,
        @Nullable String trackingNumber) implements EarlierRevision<OrderShipped> {

    @Override
    public OrderShipped upcast() {
        return new OrderShipped(orderId, customerId, total, Parcel.of(carrier, trackingNumber));
    }
}
