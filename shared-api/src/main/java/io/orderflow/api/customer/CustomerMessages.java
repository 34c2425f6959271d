package io.orderflow.api.customer;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** The messages about customers. */
public final class CustomerMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(CustomerCommand.class, CustomerEvent.class);
    }
}
