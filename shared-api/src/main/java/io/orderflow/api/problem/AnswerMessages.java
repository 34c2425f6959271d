package io.orderflow.api.problem;

import io.orderflow.api.message.Handled;
import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** The answers that all commands and queries share. */
public final class AnswerMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(Handled.class, Refusal.class, Failure.class);
    }
}
