package io.orderflow.stock;

import io.orderflow.api.stock.ReservationEnding;

/** What became of an order's wish for a product. */
sealed interface Reservation {

    /**
     * The product is held for the order.
     *
     * @param offloaded whether that is known from the register, and no more by the stock itself
     */
    record Open(int quantity, boolean offloaded) implements Reservation {}

    /** Nothing is held, and nothing will be. */
    record Closed(ReservationEnding ending) implements Reservation {}
}
