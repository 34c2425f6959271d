package io.orderflow.api.payment;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** The messages about payments. */
public final class PaymentMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(PaymentCommand.class, PaymentEvent.class);
    }
}
