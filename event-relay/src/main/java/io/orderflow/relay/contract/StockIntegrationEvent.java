package io.orderflow.relay.contract;

import org.jspecify.annotations.Nullable;

/** The integration events of the stock of a product. */
sealed interface StockIntegrationEvent extends IntegrationEvent {

    String sku();

    @Override
    default BusinessContext context() {
        return BusinessContext.STOCK;
    }

    @Override
    default String subject() {
        return sku();
    }

    @PublicType("stock.listed")
    record ProductListed(String sku, String name, Amount unitPrice) implements StockIntegrationEvent {}

    /** @param previousPrice absent where the price changed before this was recorded */
    @PublicType("stock.price-changed")
    record PriceChanged(String sku, Amount unitPrice, @Nullable Amount previousPrice)
            implements StockIntegrationEvent {}

    @PublicType("stock.received")
    record StockReceived(String sku, int quantity) implements StockIntegrationEvent {}

    @PublicType("stock.reserved")
    record StockReserved(String sku, String orderId, int quantity) implements StockIntegrationEvent {}

    @PublicType("stock.refused")
    record StockRefused(String sku, String orderId, int quantity, PublicReason reason)
            implements StockIntegrationEvent {}

    @PublicType("stock.released")
    record StockReleased(String sku, String orderId, int quantity) implements StockIntegrationEvent {}

    @PublicType("stock.dispatched")
    record StockDispatched(String sku, String orderId, int quantity) implements StockIntegrationEvent {}

    /**
     * The available stock has fallen to the threshold or below it.
     *
     * @param available the units that no order has reserved
     * @param threshold the number of units from which on the stock counts as low
     */
    @PublicType("stock.low")
    record StockLow(String sku, long available, long threshold) implements StockIntegrationEvent {}
}
