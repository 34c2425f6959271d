package io.orderflow.api.order;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of an order. */
public sealed interface OrderCommand {

    @TargetAggregateIdentifier
    OrderId orderId();

    /** One to {@value #MAX_LINES} lines, no product twice, one currency. */
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
        }
    }

    @MessageType("order.confirm")
    record ConfirmOrder(OrderId orderId) implements OrderCommand {}

    @MessageType("order.reject")
    record RejectOrder(OrderId orderId, RejectionReason reason) implements OrderCommand {}

    @MessageType("order.cancel")
    record CancelOrder(OrderId orderId, String reason) implements OrderCommand {}

    @MessageType("order.ship")
    record ShipOrder(OrderId orderId, @Nullable String carrier, @Nullable String trackingNumber)
            implements OrderCommand {}
}
