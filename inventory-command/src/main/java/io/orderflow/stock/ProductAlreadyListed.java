package io.orderflow.stock;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.Sku;
import io.orderflow.service.message.CommandRefused;

/** The product is listed already, under another name or at another price. */
final class ProductAlreadyListed extends CommandRefused {

    ProductAlreadyListed(Sku sku) {
        super(ProblemCode.ALREADY_EXISTS, "Product " + sku.value() + " is listed already, with another name or price");
    }
}
