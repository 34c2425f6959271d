package io.orderflow.query.orders;

import io.orderflow.api.message.MessageType;
import io.orderflow.projection.api.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders, newest first.
 *
 * @param next the cursor of the next page, absent where this is the last
 */
@MessageType("view.order-page")
public record OrderPage(List<OrderView> items, @Nullable String next) implements Listing<OrderView> {}
