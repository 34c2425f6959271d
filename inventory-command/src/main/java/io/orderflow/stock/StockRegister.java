package io.orderflow.stock;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.Sku;
import java.util.Optional;

/**
 * Knows for ever which receipts each product has had, which orders want nothing more of it, and what is held for those
 * whose reservations were offloaded. The stock itself remembers the last ones, and asks here only for what it may have
 * forgotten. What is entered is kept if and only if the
 * events that the stock applies together with it are. Implementations are thread-safe.
 */
interface StockRegister {

    /** The quantity of the receipt, where it is entered. */
    Optional<Integer> find(Sku sku, ReceiptId receipt);

    /** What is held for the order, or how its wish first ended, where that is entered. */
    Optional<Reservation> find(Sku sku, OrderId order);

    void enter(Sku sku, ReceiptId receipt, int quantity);

    /** Enters how an order's wish ended of which nothing is entered yet. */
    void enter(Sku sku, OrderId order, ReservationEnding ending);

    /** Enters how a reservation ended that was offloaded. */
    void closeOffloaded(Sku sku, OrderId order, ReservationEnding ending);

    /** Enters an open reservation, of which nothing is entered yet. */
    void offload(Sku sku, OrderId order, int quantity);
}
