package io.orderflow.api.stock;

/** Why a reservation was refused. */
public enum StockRefusal {
    OUT_OF_STOCK, PRICE_CHANGED, UNKNOWN_PRODUCT
}
