package io.orderflow.service.query;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.axonframework.queryhandling.QueryGateway;

/** Asks queries and waits for their answers. Thread-safe. */
public final class Queries {

    /** How long an answer is waited for before the query counts as unanswered. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final QueryGateway gateway;

    public Queries(QueryGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws org.axonframework.queryhandling.QueryExecutionException where it was refused, with the {@code Refusal} as
     *                                                                 its details
     * @throws QueryUnanswered                                         where no answer came in time
     */
    public <R> R ask(Object query, Class<R> answer) {
        try {
            return gateway.query(query, answer).orTimeout(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new QueryUnanswered(failed.getCause());
        }
    }
}
