package io.orderflow.projection.example;

import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.projection.api.Projection;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

final class ProductSalesProjection implements Projection<ProductSales> {

    static final String NAME = "product-sales";

    public String name() {
        return NAME;
    }

    public Class<ProductSales> documentType() {
        return ProductSales.class;
    }

    public Set<Class<?>> eventTypes() {
        return Set.of(StockDispatched.class);
    }

    public String keyOf(EventMessage<?> event) {
        return ((StockDispatched) event.getPayload()).sku().value();
    }

    public ProductSales fold(@Nullable ProductSales sales, EventMessage<?> event) {
        StockDispatched dispatched = (StockDispatched) event.getPayload();
        long before = sales == null ? 0 : sales.sold();
        return new ProductSales(keyOf(event), before + dispatched.quantity(), event.getTimestamp(), 0);
    }
}
