package io.orderflow.api.order;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.Text;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.OrderMessage;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** The commands of an order. */
public sealed interface OrderCommand extends OrderMessage {

    @Override
    @TargetAggregateIdentifier
    OrderId orderId();

    /** An order has 1 to {@value #MAX_LINES} lines in one currency, and no product twice. */
    @MessageType("order.place")
    record PlaceOrder(OrderId orderId, CustomerId customerId, AccountId accountId, List<OrderLine> lines)
            implements OrderCommand {

        public static final int MAX_LINES = 100;

        public PlaceOrder {
            InvalidValue.require(customerId != null, "customerId is missing");
            InvalidValue.require(accountId != null, "accountId is missing");
            InvalidValue.require(lines != null && !lines.isEmpty() && lines.size() <= MAX_LINES,
                    "lines must be 1 to " + MAX_LINES);
            lines = List.copyOf(lines);
            InvalidValue.require(lines.stream().map(OrderLine::sku).distinct().count() == lines.size(),
                    "lines must name each sku once");
            InvalidValue.require(lines.stream().map(line -> line.unitPrice().currency()).distinct().count() == 1,
                    "lines must be of one currency");
            Money.requireCurrencyInUse(totalOf(lines).currency());
        }

        /** The total of all lines. The constructor has checked that it does not overflow. */
        public Money total() {
            return totalOf(lines);
        }

        private static Money totalOf(List<OrderLine> lines) {
            return lines.stream().map(OrderLine::lineTotal).reduce(Money::plus).orElseThrow();
        }
    }

    @MessageType("order.confirm")
    record ConfirmOrder(OrderId orderId) implements OrderCommand {}

    /**
     * Rejects an order that is placed or confirmed. The command changes nothing for a closed order, and a shipped order
     * refuses it.
     */
    @MessageType("order.reject")
    record RejectOrder(OrderId orderId, RejectionReason reason) implements OrderCommand {}

    /** The reason has 1 to {@value #MAX_REASON_LENGTH} characters that people can read. */
    @MessageType("order.cancel")
    record CancelOrder(OrderId orderId, String reason) implements OrderCommand {

        public static final int MAX_REASON_LENGTH = 500;

        public CancelOrder {
            Text.require("reason", reason, MAX_REASON_LENGTH);
        }
    }

    /** Checks that the order has been shipped, and changes nothing. The order refuses the command when it has not. */
    @MessageType("order.verify-shipment")
    record VerifyShipment(OrderId orderId) implements OrderCommand {}

    /** Carrier and tracking number, where they are known, have at most {@value #MAX_TEXT_LENGTH} characters. */
    @MessageType("order.ship")
    record ShipOrder(OrderId orderId, @Nullable String carrier, @Nullable String trackingNumber)
            implements OrderCommand {

        public static final int MAX_TEXT_LENGTH = 100;

        public ShipOrder {
            if (carrier != null) {
                Text.require("carrier", carrier, MAX_TEXT_LENGTH);
            }
            if (trackingNumber != null) {
                Text.require("trackingNumber", trackingNumber, MAX_TEXT_LENGTH);
            }
        }
    }
}
