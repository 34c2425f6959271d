package io.orderflow.api.stock;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;

/**
 * An entry in the register of what the stock of a product must never do twice. Each is the only event of a stream that
 * is named after it, and is stored together with the stock's event that it belongs to.
 */
public sealed interface StockRegisterEvent {

    Sku sku();

    /** The name of its stream. */
    String stream();

    static String streamOf(Sku sku, ReceiptId receipt) {
        return "receipt:" + sku.value() + ":" + receipt.value();
    }

    static String streamOf(Sku sku, OrderId order) {
        return "reservation:" + sku.value() + ":" + order.value();
    }

    @MessageType("stock.receipt-registered")
    record ReceiptRegistered(Sku sku, ReceiptId receiptId, int quantity) implements StockRegisterEvent {

        @Override
        public String stream() {
            return streamOf(sku, receiptId);
        }
    }

    /** The ending is the first one: also an order that was refused may be released, which changes nothing. */
    @MessageType("stock.reservation-registered")
    record ReservationRegistered(Sku sku, OrderId orderId, ReservationEnding ending) implements StockRegisterEvent {

        @Override
        public String stream() {
            return streamOf(sku, orderId);
        }
    }
}
