package io.orderflow.api.order;

/** The status of an order as its customer sees it. */
public enum OrderStatus {
    PLACED, CONFIRMED, SHIPPED, REJECTED, CANCELLED
}
