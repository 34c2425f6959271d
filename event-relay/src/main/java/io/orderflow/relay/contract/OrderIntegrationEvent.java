package io.orderflow.relay.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The integration events of orders. */
sealed interface OrderIntegrationEvent extends IntegrationEvent {

    String orderId();

    @Override
    default BusinessContext context() {
        return BusinessContext.ORDERS;
    }

    @Override
    default String subject() {
        return orderId();
    }

    /**
     * One product of an order.
     *
     * @param unitPrice the price that the customer was quoted
     */
    record Line(String sku, int quantity, Amount unitPrice) {}

    @PublicType("order.placed")
    record OrderPlaced(String orderId, String customerId, String accountId, List<Line> lines, Amount total)
            implements OrderIntegrationEvent {}

    @PublicType("order.confirmed")
    record OrderConfirmed(String orderId, String customerId, Amount total) implements OrderIntegrationEvent {}

    @PublicType("order.rejected")
    record OrderRejected(String orderId, String customerId, Amount total, PublicReason reason)
            implements OrderIntegrationEvent {}

    /** @param reason the words of whoever cancelled the order */
    @PublicType("order.cancelled")
    record OrderCancelled(String orderId, String customerId, Amount total, String reason)
            implements OrderIntegrationEvent {}

    @PublicType("order.shipped")
    record OrderShipped(String orderId, String customerId, Amount total, @Nullable String carrier,
            @Nullable String trackingNumber) implements OrderIntegrationEvent {}

    @PublicType("order.refunded")
    record OrderRefunded(String orderId, String customerId, Amount total) implements OrderIntegrationEvent {}
}
