package io.orderflow.stock;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.Sku;
import io.orderflow.service.message.CommandRefused;

/** The goods have left, so their reservation cannot be released. */
final class GoodsAlreadyDispatched extends CommandRefused {

    GoodsAlreadyDispatched(Sku sku, OrderId orderId) {
        super(ProblemCode.WRONG_STATE, "Product " + sku.value() + " has left for order " + orderId.value());
    }
}
