package io.orderflow.api.order;

import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/** The queries about orders. */
public sealed interface OrderQuery {

    /**
     * Finds an order.
     *
     * @param asOf a time in RFC 3339, or {@code v} and a version of the order; absent for the order as it is now
     */
    @MessageType("order.find")
    record FindOrder(OrderId orderId, @Nullable String asOf) implements OrderQuery {}

    /**
     * Lists a page of the events of one order, of whichever aggregate they are, the earliest first.
     *
     * @param limit  the most events of a page; 0 for as many as a page may have
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("order.find-history")
    record FindOrderHistory(OrderId orderId, int limit, @Nullable String cursor) implements OrderQuery {}

    /**
     * Lists a page of the versions of one order: its events, each with the difference that it made to the order.
     *
     * @param limit  the most events of a page
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("order.find-versions")
    record FindOrderVersions(OrderId orderId, int limit, @Nullable String cursor) implements OrderQuery {}

    /**
     * Lists a page of the events of one order as {@link FindOrderHistory} does, each with the difference that it made to the
     * order.
     *
     * @param limit  the most events of a page
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("order.find-changes")
    record FindOrderChanges(OrderId orderId, int limit, @Nullable String cursor) implements OrderQuery {}

    /**
     * Finds what caused the events of one order, a page of events at a time.
     *
     * @param limit  the most events of a page
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("order.find-causes")
    record FindOrderCauses(OrderId orderId, int limit, @Nullable String cursor) implements OrderQuery {}

    /**
     * Lists a page of orders, newest first: all of them, or only those of a customer or with a status.
     *
     * @param limit  the most orders of a page
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("order.list")
    record ListOrders(@Nullable CustomerId customerId, @Nullable OrderStatus status, int limit,
            @Nullable String cursor) implements OrderQuery {}
}
