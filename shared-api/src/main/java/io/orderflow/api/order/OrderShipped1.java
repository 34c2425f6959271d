package io.orderflow.api.order;

import io.orderflow.api.Money;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import org.jspecify.annotations.Nullable;

/** Revision 1 has the carrier and the tracking number side by side, without a parcel. */
@MessageType("order.shipped")
public record OrderShipped1(OrderId orderId, CustomerId customerId, Money total, @Nullable String carrier,
        @Nullable String trackingNumber) implements EarlierRevision<OrderShipped> {

    @Override
    public OrderShipped upcast() {
        return new OrderShipped(orderId, customerId, total, Parcel.of(carrier, trackingNumber));
    }
}
