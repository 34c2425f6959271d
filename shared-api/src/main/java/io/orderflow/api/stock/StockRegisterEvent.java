package io.orderflow.api.stock;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;

/**
 * An entry in the register of what the stock of a product must never do twice, and does not remember itself. It lies in a
 * stream that is named after what it tells of, and is stored together with the stock's event that it belongs to. Where
 * a stream has two entries, the second one counts.
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

    /** A reservation that the stock has offloaded while it is open; the entry of its ending comes after this one. */
    @MessageType("stock.open-reservation-registered")
    record OpenReservationRegistered(Sku sku, OrderId orderId, int quantity) implements StockRegisterEvent {

        @Override
        public String stream() {
            return streamOf(sku, orderId);
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
