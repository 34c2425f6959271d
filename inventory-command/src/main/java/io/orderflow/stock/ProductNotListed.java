package io.orderflow.stock;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.Sku;
import io.orderflow.service.message.CommandRefused;

/** Nobody has listed the product, though its stream may have refused reservations. */
final class ProductNotListed extends CommandRefused {

    ProductNotListed(Sku sku) {
        super(ProblemCode.NOT_FOUND, "No product " + sku.value());
    }
}
