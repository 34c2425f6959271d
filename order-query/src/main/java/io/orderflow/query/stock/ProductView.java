package io.orderflow.query.stock;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.projection.api.Listing;
import io.orderflow.service.web.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * A product as clients see it.
 *
 * @param onHand    units in the warehouse
 * @param reserved  units of these that are promised to orders
 * @param available units that can still be promised
 * @param version   the version of the stock aggregate
 * @param position  the position of the last event in it, absent where it is as of a past moment
 */
@MessageType("view.product")
public record ProductView(String sku, String name, Money unitPrice, long onHand, long reserved, long available,
        long version, @Nullable Long position) implements Versioned, Listing.Entry {

    @Override
    public String documentName() {
        return sku;
    }

    static ProductView of(ProductListed event, long version) {
        return new ProductView(event.sku().value(), event.name(), event.unitPrice(), 0, 0, 0, version, null);
    }

    ProductView priced(Money newPrice) {
        return copy(newPrice, onHand, reserved, version);
    }

    /** Returns the product with so many more units on hand and reserved, or fewer where a number is negative. */
    ProductView moved(long moreOnHand, long moreReserved) {
        return copy(unitPrice, onHand + moreOnHand, reserved + moreReserved, version);
    }

    ProductView at(long newVersion) {
        return copy(unitPrice, onHand, reserved, newVersion);
    }

    private ProductView copy(Money newPrice, long nowOnHand, long nowReserved, long newVersion) {
        return new ProductView(sku, name, newPrice, nowOnHand, nowReserved, nowOnHand - nowReserved, newVersion,
                position);
    }
}
