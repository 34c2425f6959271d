package io.orderflow.stock;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.Sku;
import io.orderflow.service.message.CommandRefused;

/** A product keeps the currency it was listed in. */
final class PriceInAnotherCurrency extends CommandRefused {

    PriceInAnotherCurrency(Sku sku, String currency) {
        super(ProblemCode.CURRENCY_MISMATCH, "Product " + sku.value() + " is priced in " + currency);
    }
}
