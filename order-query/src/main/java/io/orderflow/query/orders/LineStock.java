package io.orderflow.query.orders;

/** The state of the stock that one line of an order needs. */
public enum LineStock {
    PENDING, RESERVED, REFUSED, RELEASED, DISPATCHED
}
