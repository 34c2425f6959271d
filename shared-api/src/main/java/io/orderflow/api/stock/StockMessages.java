package io.orderflow.api.stock;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** The messages about the stock. */
public final class StockMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(StockCommand.class, StockEvent.class, StockRegisterEvent.class);
    }
}
