package io.orderflow.stock;

import io.orderflow.api.stock.ReservationEnding;

/** The state of an order's reservation of a product. */
sealed interface Reservation {

    /**
     * The stock holds the product for the order.
     *
     * @param offloaded whether only the register knows of it, and no longer the stock itself
     */
    record Open(int quantity, boolean offloaded) implements Reservation {}

    /** The stock holds nothing for the order, and never will. */
    record Closed(ReservationEnding ending) implements Reservation {}
}
