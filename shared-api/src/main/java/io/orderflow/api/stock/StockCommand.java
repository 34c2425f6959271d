package io.orderflow.api.stock;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.Money;
import io.orderflow.api.Text;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.OrderMessage;
import io.orderflow.api.order.OrderId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The commands of the stock of one product. */
public sealed interface StockCommand {

    @TargetAggregateIdentifier
    Sku sku();

    /** The name has 1 to {@value #MAX_NAME_LENGTH} characters, not all of them blank. */
    @MessageType("stock.list-product")
    record ListProduct(Sku sku, String name, Money unitPrice) implements StockCommand {

        public static final int MAX_NAME_LENGTH = 200;

        public ListProduct {
            Text.require("name", name, MAX_NAME_LENGTH);
            unitPrice.requirePositive("unitPrice");
            Money.requireCurrencyInUse(unitPrice.currency());
        }
    }

    @MessageType("stock.change-price")
    record ChangePrice(Sku sku, Money unitPrice) implements StockCommand {

        public ChangePrice {
            unitPrice.requirePositive("unitPrice");
            Money.requireCurrencyInUse(unitPrice.currency());
        }
    }

    /** Receives 1 to {@value #MAX_QUANTITY} units. The stock books each receipt once. */
    @MessageType("stock.receive")
    record ReceiveStock(Sku sku, int quantity, ReceiptId receiptId) implements StockCommand {

        public static final int MAX_QUANTITY = 1_000_000;

        public ReceiveStock {
            InvalidValue.require(quantity > 0 && quantity <= MAX_QUANTITY,
                    "quantity must be from 1 to " + MAX_QUANTITY);
        }
    }

    @MessageType("stock.reserve")
    record ReserveStock(Sku sku, OrderId orderId, int quantity, Money unitPrice)
            implements StockCommand, OrderMessage {

        public ReserveStock {
            InvalidValue.require(quantity > 0, "quantity must be at least 1");
        }
    }

    @MessageType("stock.release")
    record ReleaseStock(Sku sku, OrderId orderId) implements StockCommand, OrderMessage {}

    @MessageType("stock.dispatch")
    record DispatchStock(Sku sku, OrderId orderId) implements StockCommand, OrderMessage {}
}
