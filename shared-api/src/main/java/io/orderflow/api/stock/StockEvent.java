package io.orderflow.api.stock;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to the stock of one product. */
public sealed interface StockEvent {

    Sku sku();

    /** What happens to it on behalf of one order. */
    sealed interface ForOrder extends StockEvent {

        OrderId orderId();
    }

    @MessageType("stock.product-listed")
    record ProductListed(Sku sku, String name, Money unitPrice) implements StockEvent {}

    /** The price before is absent where the event is older than its being told. */
    @MessageType(value = "stock.price-changed", revision = "2", earlier = PriceChanged1.class)
    record PriceChanged(Sku sku, Money unitPrice, @Nullable Money previousPrice) implements StockEvent {}

    @MessageType("stock.received")
    record StockReceived(Sku sku, int quantity, ReceiptId receiptId) implements StockEvent {}

    @MessageType("stock.reserved")
    record StockReserved(Sku sku, OrderId orderId, int quantity, String name) implements ForOrder {}

    @MessageType("stock.reservation-refused")
    record StockReservationRefused(Sku sku, OrderId orderId, int quantity, StockRefusal reason) implements ForOrder {}

    /** The quantity is zero where the order held nothing: the answer is still an answer. */
    @MessageType("stock.released")
    record StockReleased(Sku sku, OrderId orderId, int quantity) implements ForOrder {}

    @MessageType("stock.dispatched")
    record StockDispatched(Sku sku, OrderId orderId, int quantity) implements ForOrder {}

    /**
     * The reservations of these orders, which stay open, are in the register from here on, and the stock keeps only
     * their sum: it holds more of them than it remembers one by one.
     */
    @MessageType("stock.reservations-offloaded")
    record ReservationsOffloaded(Sku sku, List<OrderId> orderIds) implements StockEvent {}
}
