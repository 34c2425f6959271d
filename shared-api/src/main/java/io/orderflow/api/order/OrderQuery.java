package io.orderflow.api.order;

import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/** What can be asked about orders. */
public sealed interface OrderQuery {

    /**
     * One order.
     *
     * @param asOf a time in RFC 3339, or {@code v} and a version of the order; absent for the order as it is now
     */
    @MessageType("order.find")
    record FindOrder(OrderId orderId, @Nullable String asOf) implements OrderQuery {}

    /**
     * A page of what has happened on behalf of one order, in any aggregate, the earliest first.
     *
     * @param limit  how many events at most; where that is not said, or 0, the most that a page may have
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("order.find-history")
    record FindOrderHistory(OrderId orderId, int limit, @Nullable String cursor) implements OrderQuery {}

    /**
     * A page of orders, newest first, out of all or only those of a customer or with a status.
     *
     * @param limit  how many orders at most
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("order.list")
    record ListOrders(@Nullable CustomerId customerId, @Nullable OrderStatus status, int limit,
            @Nullable String cursor) implements OrderQuery {}
}
