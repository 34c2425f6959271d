package io.orderflow.api.order;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** The messages about orders. */
public final class OrderMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(OrderCommand.class, OrderEvent.class);
    }
}
