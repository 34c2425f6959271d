package io.orderflow.stock.web;

import io.orderflow.api.Money;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.ListProduct;
import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The request to list a product. */
record ListProductRequest(@NotNull Sku sku,
        @NotBlank @ReadableText @Size(max = ListProduct.MAX_NAME_LENGTH) @Schema(example = "Pen") String name,
        @NotNull Money unitPrice) {}
