package io.orderflow.stock.web;

import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.StockCommand.ReceiveStock;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** The request to receive goods. Where the client names no receipt, the server makes an id. */
record ReceiveGoodsRequest(@NotNull @Positive @Max(ReceiveStock.MAX_QUANTITY) Integer quantity,
        @Nullable ReceiptId receiptId) {}
