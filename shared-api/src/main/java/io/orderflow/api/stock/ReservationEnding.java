package io.orderflow.api.stock;

/** How an order's reservation of a product ended. The stock holds nothing for that order any more, and never will. */
public enum ReservationEnding {
    REFUSED, RELEASED, DISPATCHED
}
