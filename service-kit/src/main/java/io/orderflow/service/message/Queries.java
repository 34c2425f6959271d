package io.orderflow.service.message;

import io.orderflow.service.resilience.CallLimits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;

/** Sends queries and waits for their answers. Thread-safe. */
public final class Queries {

    private final QueryGateway gateway;
    private final CallLimits limits;

    public Queries(QueryGateway gateway, CallLimits limits) {
        this.gateway = gateway;
        this.limits = limits;
    }

    /**
     * Sends a query that is answered from documents, and waits for the answer.
     *
     * @throws org.axonframework.queryhandling.QueryExecutionException where it was refused, with the {@code Refusal} as
     *                                                                 its details
     * @throws NoAnswerInTime where no answer came in time
     */
    public <R> R ask(Object query, Class<R> answer) {
        return ask(query, answer, limits.query());
    }

    /**
     * Sends a query whose answer may have to be folded from the events: as {@link #ask(Object, Class)}, but with more
     * patience.
     */
    public <R> R askHistory(Object query, Class<R> answer) {
        return ask(query, answer, limits.history());
    }

    /** Sends a query for a document as it is, or as it was at a moment. */
    public <R> R askAsOf(Object query, Class<R> answer, @Nullable Object moment) {
        return moment == null ? ask(query, answer) : askHistory(query, answer);
    }

    /** Sends a query for a page of a list: as {@link #ask(Object, Class)}. */
    public <T> Page<T> askPage(Object query, Class<T> item) {
        return await(gateway.query(query, new PageOf<>(item)), limits.query());
    }

    private <R> R ask(Object query, Class<R> answer, Duration limit) {
        return await(gateway.query(query, answer), limit);
    }

    private static <R> R await(CompletableFuture<R> answer, Duration limit) {
        try {
            return AnswerLimit.of(answer, limit).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new NoAnswerInTime("query", failed.getCause());
        }
    }
}
