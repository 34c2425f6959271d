package io.orderflow.stock.web;

import io.orderflow.api.Money;
import jakarta.validation.constraints.NotNull;

/** The request to change a product's price. */
record ChangePriceRequest(@NotNull Money unitPrice) {}
