package io.orderflow.stock;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.Sku;
import io.orderflow.service.message.CommandRefused;

/** A receipt would raise the quantity on hand above its limit. */
final class TooMuchOnHand extends CommandRefused {

    TooMuchOnHand(Sku sku, int limit) {
        super(ProblemCode.AMOUNT_TOO_LARGE, "No more than " + limit + " of product " + sku.value() + " can be on hand");
    }
}
