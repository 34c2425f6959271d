package io.orderflow.api.stock;

/** How an order's wish for a product ended: nothing is held for it any more, and nothing will be. */
public enum ReservationEnding {
    REFUSED, RELEASED, DISPATCHED
}
