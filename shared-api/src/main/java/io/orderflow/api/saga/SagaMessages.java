package io.orderflow.api.saga;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** What is sent and stored about the processes of orders. */
public final class SagaMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(SagaEvent.class, StepDeadlinePassed.class);
    }
}
