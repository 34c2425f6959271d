package io.orderflow.api.stock;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;

/**
 * An entry in the register of receipts and reservations. The stock of a product must never book one of them twice, and
 * remembers only the latest ones itself. The stream of an entry is named after its receipt or reservation, and the
 * entry is stored in one transaction with the stock's event. The second entry of a stream counts.
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

    /** An open reservation that the stock has offloaded. The entry of its ending follows this one. */
    @MessageType("stock.open-reservation-registered")
    record OpenReservationRegistered(Sku sku, OrderId orderId, int quantity) implements StockRegisterEvent {

        @Override
        public String stream() {
            return streamOf(sku, orderId);
        }
    }

    /** The ending is the first one. A refused reservation may be released later, which changes nothing. */
    @MessageType("stock.reservation-registered")
    record ReservationRegistered(Sku sku, OrderId orderId, ReservationEnding ending) implements StockRegisterEvent {

        @Override
        public String stream() {
            return streamOf(sku, orderId);
        }
    }
}
