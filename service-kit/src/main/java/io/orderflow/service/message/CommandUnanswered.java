package io.orderflow.service.message;

import org.jspecify.annotations.Nullable;

/** A command of which it is not known whether it was handled; every command can be sent again without harm. */
public final class CommandUnanswered extends RuntimeException {

    CommandUnanswered(@Nullable Throwable cause) {
        super("No answer to the command in time", cause);
    }
}
