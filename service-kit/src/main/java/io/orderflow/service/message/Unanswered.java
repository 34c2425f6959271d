package io.orderflow.service.message;

import org.jspecify.annotations.Nullable;

/**
 * A command or a query that no service answered in time. It is not known whether a command was handled; every command
 * can be sent again without harm.
 */
public final class Unanswered extends RuntimeException {

    /** @param kind {@code command} or {@code query} */
    Unanswered(String kind, @Nullable Throwable cause) {
        super("No answer to the " + kind + " in time", cause);
    }
}
