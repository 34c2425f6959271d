package io.orderflow.console.place;

import io.orderflow.console.api.Money;
import org.jspecify.annotations.Nullable;

/** A product with its price and its stock. */
public record Product(String sku, @Nullable String name, Money unitPrice, long onHand, long reserved,
        long available) {}
