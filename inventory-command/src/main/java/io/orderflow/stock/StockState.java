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
 * The whole state of a product's stock, and the content of its snapshots.
 *
 * @param listing      absent where nobody has listed the product yet
 * @param unitPrice    the present price, absent together with the listing
 * @param reserved     the reserved quantity as a whole, offloaded reservations included
 * @param offloaded    how many reservations are open and in the register only
 * @param reservations the other open reservations, the oldest first
 * @param closedOrders the orders that are closed for the product, the oldest first
 * @param receipts     the receipts that were booked, the oldest first
 */
@MessageType(value = "stock.state", revision = "2")
record StockState(Sku sku, @Nullable Listing listing, @Nullable Money unitPrice, int onHand, int reserved,
        int offloaded, List<HeldQuantity> reservations, List<ClosedOrder> closedOrders, List<BookedReceipt> receipts) {

    /** The content of the product's listing. */
    record Listing(String name, Money unitPrice) {}

    /** The quantity that is reserved for an order. */
    record HeldQuantity(OrderId orderId, int quantity) {}

    /** How an order's reservation of this product ended. */
    record ClosedOrder(OrderId orderId, ReservationEnding ending) {}

    /** A receipt with its quantity. */
    record BookedReceipt(ReceiptId receiptId, int quantity) {}
}
