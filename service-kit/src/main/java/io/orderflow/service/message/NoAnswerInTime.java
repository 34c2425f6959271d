package io.orderflow.service.message;

import org.jspecify.annotations.Nullable;

/**
 * No service answered a command or a query in time. It is not known whether a command was handled; every command can be
 * sent again without harm.
 */
public final class NoAnswerInTime extends RuntimeException {

    /** @param kind {@code command} or {@code query} */
    NoAnswerInTime(String kind, @Nullable Throwable cause) {
        super("No answer to the " + kind + " in time", cause);
    }
}
