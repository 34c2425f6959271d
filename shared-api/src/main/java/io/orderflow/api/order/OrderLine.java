package io.orderflow.api.order;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.Money;
import io.orderflow.api.stock.Sku;

/**
 * A quantity of one product, at the price that the customer was quoted.
 *
 * @param quantity from 1 to {@value #MAX_QUANTITY}
 */
public record OrderLine(Sku sku, int quantity, Money unitPrice) {

    public static final int MAX_QUANTITY = 1_000_000;

    public OrderLine {
        InvalidValue.require(sku != null, "sku is missing");
        InvalidValue.require(unitPrice != null, "unitPrice is missing");
        InvalidValue.require(quantity > 0 && quantity <= MAX_QUANTITY,
                "quantity must be from 1 to " + MAX_QUANTITY);
        unitPrice.requirePositive("unitPrice");
    }

    public Money lineTotal() {
        return unitPrice.times(quantity);
    }
}
