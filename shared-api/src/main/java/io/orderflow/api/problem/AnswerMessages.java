package io.orderflow.api.problem;

import io.orderflow.api.message.CommandResult;
import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** The answers that all commands and queries share. */
public final class AnswerMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(CommandResult.class, Refusal.class, Failure.class);
    }
}
