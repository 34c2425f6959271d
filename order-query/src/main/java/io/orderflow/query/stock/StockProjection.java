package io.orderflow.query.stock;

import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.PriceChanged;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockEvent.ReservationsOffloaded;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Folds the stock of each sku. A sku with nothing but refused reservations is not a product and has no document. */
public final class StockProjection implements Projection<ProductView> {

    public static final String NAME = "stock";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<ProductView> documentType() {
        return ProductView.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(StockEvent.class);
    }

    /**
     * Contains refused reservations, which an unlisted product may have, and the end of an order that never reserved
     * it.
     */
    @Override
    public Set<Class<?>> beginnings() {
        return Set.of(ProductListed.class, StockReservationRefused.class, StockReleased.class);
    }

    @Override
    public @Nullable String keyOf(EventMessage<?> event) {
        return ((StockEvent) event.getPayload()).sku().value();
    }

    @Override
    public @Nullable ProductView fold(@Nullable ProductView document, EventMessage<?> event) {
        long version = Events.versionOf(event);
        if (event.getPayload() instanceof ProductListed listed) {
            return ProductView.of(listed, version);
        }
        return document == null ? null : changed(document, (StockEvent) event.getPayload()).at(version);
    }

    private static ProductView changed(ProductView product, StockEvent event) {
        return switch (event) {
            case ProductListed e -> product;
            case PriceChanged e -> product.priced(e.unitPrice());
            case StockReceived e -> product.moved(e.quantity(), 0);
            case StockReserved e -> product.moved(0, e.quantity());
            case StockReservationRefused e -> product;
            case ReservationsOffloaded e -> product;
            case StockReleased e -> product.moved(0, -e.quantity());
            case StockDispatched e -> product.moved(-e.quantity(), -e.quantity());
        };
    }

    @Override
    public List<String> streamsOf(String key) {
        return List.of(new Sku(key).toString());
    }
}
