package io.orderflow.service.message;

import org.jspecify.annotations.Nullable;

/** A query that nobody answered in time. */
public final class QueryUnanswered extends RuntimeException {

    QueryUnanswered(@Nullable Throwable cause) {
        super("No answer to the query in time", cause);
    }
}
