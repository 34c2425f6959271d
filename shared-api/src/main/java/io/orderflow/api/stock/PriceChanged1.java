package io.orderflow.api.stock;

import io.orderflow.api.Money;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.stock.StockEvent.PriceChanged;

/** Revision 1 lacks the price before. */
@MessageType("stock.price-changed")
public record PriceChanged1(Sku sku, Money unitPrice) implements EarlierRevision<PriceChanged> {

    @Override
    public PriceChanged upcast() {
        return new PriceChanged(sku, unitPrice, null);
    }
}
