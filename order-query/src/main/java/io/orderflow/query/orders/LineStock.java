package io.orderflow.query.orders;

/** What has become of the stock that one line of an order needs. */
public enum LineStock {
    PENDING, RESERVED, REFUSED, RELEASED, DISPATCHED
}
