package io.orderflow.api.saga;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** The messages about sagas. */
public final class SagaMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(SagaEvent.class, StepDeadlinePassed.class);
    }
}
