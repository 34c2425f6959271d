package io.orderflow.stock.web;

import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.StockCommand.ReceiveStock;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** The request to receive goods. Where the client names no receipt, the server makes an id. */
record ReceiveGoodsRequest(@NotNull @Positive @Max(ReceiveStock.MAX_QUANTITY) @Schema(example = "100") Integer quantity,
        @Nullable ReceiptId receiptId) {}
