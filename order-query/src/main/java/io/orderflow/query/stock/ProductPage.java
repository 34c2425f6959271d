package io.orderflow.query.stock;

import io.orderflow.api.message.MessageType;
import io.orderflow.projection.api.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of products in the order of their skus.
 *
 * @param next the cursor of the next page, absent where this is the last
 */
@MessageType("view.product-page")
public record ProductPage(List<ProductView> items, @Nullable String next) implements Listing<ProductView> {}
