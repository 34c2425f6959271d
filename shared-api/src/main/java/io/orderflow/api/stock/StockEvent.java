package io.orderflow.api.stock;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.OrderMessage;
import io.orderflow.api.order.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of the stock of one product. */
public sealed interface StockEvent {

    Sku sku();

    /** The events that concern an order. */
    sealed interface ForOrder extends StockEvent, OrderMessage {

        @Override
        OrderId orderId();
    }

    @MessageType("stock.product-listed")
    record ProductListed(Sku sku, String name, Money unitPrice) implements StockEvent {}

    /** The price before is absent in events of revision 1. */
    @MessageType(value = "stock.price-changed", revision = "2", earlier = PriceChanged1.class)
    record PriceChanged(Sku sku, Money unitPrice, @Nullable Money previousPrice) implements StockEvent {}

    @MessageType("stock.received")
    record StockReceived(Sku sku, int quantity, ReceiptId receiptId) implements StockEvent {}

    @MessageType("stock.reserved")
    record StockReserved(Sku sku, OrderId orderId, int quantity, String name) implements ForOrder {}

    @MessageType("stock.reservation-refused")
    record StockReservationRefused(Sku sku, OrderId orderId, int quantity, StockRefusal reason) implements ForOrder {}

    /** The quantity is zero when the order had no reservation. The saga gets this event as its answer even so. */
    @MessageType("stock.released")
    record StockReleased(Sku sku, OrderId orderId, int quantity) implements ForOrder {}

    @MessageType("stock.dispatched")
    record StockDispatched(Sku sku, OrderId orderId, int quantity) implements ForOrder {}

    /**
     * The stock has more open reservations than it remembers one by one. From here on the register has the reservations
     * of these orders, and the stock remembers only their sum. The reservations stay open.
     */
    @MessageType("stock.reservations-offloaded")
    record ReservationsOffloaded(Sku sku, List<OrderId> orderIds) implements StockEvent {}
}
