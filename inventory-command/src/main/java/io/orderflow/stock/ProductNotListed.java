package io.orderflow.stock;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.Sku;
import io.orderflow.service.message.CommandRefused;

/** There may be a stream of refused reservations, but nobody has listed the product. */
final class ProductNotListed extends CommandRefused {

    ProductNotListed(Sku sku) {
        super(ProblemCode.NOT_FOUND, "No product " + sku.value());
    }
}
