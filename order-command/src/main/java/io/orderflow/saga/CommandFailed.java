package io.orderflow.saga;

import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;

/** A command failed, and it is not known whether it was handled. It can be sent again: a repeat changes nothing. */
final class CommandFailed extends RuntimeException {

    CommandFailed(Object command, @Nullable Throwable cause) {
        super("No answer to " + command + (cause == null ? "" : ": " + cause.getMessage()), cause);
    }

    /** Whether the command reached a handler, and the handler failed. */
    boolean isOfItsHandler() {
        return getCause() instanceof HandlerExecutionException;
    }
}
