package io.orderflow.api.stock;

import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/** The queries about products and their stock. */
public sealed interface StockQuery {

    /**
     * Finds a product.
     *
     * @param asOf a time in RFC 3339, or {@code v} and a version of the stock; absent for the product as it is now
     */
    @MessageType("stock.find-product")
    record FindProduct(Sku sku, @Nullable String asOf) implements StockQuery {}

    /**
     * Lists a page of products in the order of their skus.
     *
     * @param limit  the most products of a page
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("stock.list-products")
    record ListProducts(int limit, @Nullable String cursor) implements StockQuery {}
}
