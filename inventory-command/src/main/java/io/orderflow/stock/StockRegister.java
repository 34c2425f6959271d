package io.orderflow.stock;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.Sku;
import java.util.Optional;

/**
 * Keeps for ever the receipts of each product, the orders that are closed for it, and the quantities of offloaded
 * reservations. The stock itself remembers the latest of these, and asks here only for those that it may have
 * forgotten. An entry is stored if and only if the events are stored that the stock applies together with it.
 * Implementations are thread-safe.
 */
interface StockRegister {

    /** The quantity of the receipt, where the receipt is entered. */
    Optional<Integer> find(Sku sku, ReceiptId receipt);

    /** The reservation of the order, or how it first ended, where that is entered. */
    Optional<Reservation> find(Sku sku, OrderId order);

    void enter(Sku sku, ReceiptId receipt, int quantity);

    /** Enters how the reservation of an order ended that has no entry yet. */
    void enter(Sku sku, OrderId order, ReservationEnding ending);

    /** Enters how an offloaded reservation ended. */
    void closeOffloaded(Sku sku, OrderId order, ReservationEnding ending);

    /** Enters an open reservation that has no entry yet. */
    void offload(Sku sku, OrderId order, int quantity);
}
