package io.orderflow.stock;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the stock of a product remembers, which is what its snapshots are made of.
 *
 * @param listing      absent where nobody has listed the product yet
 * @param unitPrice    what it costs now, absent together with the listing
 * @param reserved     in all, what was offloaded included
 * @param offloaded    how many reservations are open and in the register only
 * @param reservations the open ones that are not, oldest first
 * @param closedOrders the orders that want nothing more of it, oldest first
 * @param receipts     the receipts that were booked, oldest first
 */
@MessageType(value = "stock.state", revision = "2")
record StockState(Sku sku, @Nullable Listing listing, @Nullable Money unitPrice, int onHand, int reserved,
        int offloaded, List<Held> reservations, List<ClosedOrder> closedOrders, List<Booked> receipts) {

    /** What the product was listed as. */
    record Listing(String name, Money unitPrice) {}

    /** What is reserved for an order. */
    record Held(OrderId orderId, int quantity) {}

    /** How an order's wish for this product ended. */
    record ClosedOrder(OrderId orderId, ReservationEnding ending) {}

    /** A receipt with its quantity. */
    record Booked(ReceiptId receiptId, int quantity) {}
}
