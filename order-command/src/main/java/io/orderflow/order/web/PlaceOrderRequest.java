package io.orderflow.order.web;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderCommand.PlaceOrder;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.stock.Sku;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request to place an order, with the prices that the customer was quoted. */
record PlaceOrderRequest(@Nullable OrderId orderId, @NotNull CustomerId customerId, @NotNull AccountId accountId,
        @NotNull @Size(min = 1, max = PlaceOrder.MAX_LINES) List<@NotNull @Valid Line> lines) {

    @Schema(name = "LineToOrder")
    record Line(@NotNull Sku sku, @Positive @Max(OrderLine.MAX_QUANTITY) @Schema(example = "1") int quantity,
            @NotNull Money unitPrice) {}

    PlaceOrder toCommand(OrderId order) {
        return new PlaceOrder(order, customerId, accountId,
                lines.stream().map(line -> new OrderLine(line.sku(), line.quantity(), line.unitPrice())).toList());
    }
}
