package io.orderflow.api.order;

/** Where an order stands in the eyes of its customer. */
public enum OrderStatus {
    PLACED, CONFIRMED, SHIPPED, REJECTED, CANCELLED
}
