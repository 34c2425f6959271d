package io.orderflow.stock;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.Sku;
import io.orderflow.service.message.CommandRefused;

/** The order holds no reservation of this product. */
final class NothingReserved extends CommandRefused {

    NothingReserved(Sku sku, OrderId orderId) {
        super(ProblemCode.WRONG_STATE, "Order " + orderId.value() + " has not reserved product " + sku.value());
    }
}
