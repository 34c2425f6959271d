package io.orderflow.axonserver.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.FlowControl;
import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.connector.ReplyChannel;
import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.query.QueryDefinition;
import io.axoniq.axonserver.connector.query.QueryHandler;
import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** What tests of queries have in common. */
final class Queries {

    private Queries() {}

    /** Registers a handler, and waits until the server knows it. */
    static Registration handle(AxonServerConnection connection, String name,
            BiConsumer<QueryRequest, ReplyChannel<QueryResponse>> function) {
        return register(connection, name, function::accept);
    }

    static Registration register(AxonServerConnection connection, String name, QueryHandler handler) {
        try {
            return connection.queryChannel().registerQueryHandler(handler, new QueryDefinition(name, "text")).awaitAck(
                    10, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** An answer that says why there is none. */
    static QueryResponse error(String code, String text) {
        return Messages.queryResponse(text).toBuilder()
                .setErrorCode(code)
                .setErrorMessage(ErrorMessage.newBuilder().setMessage(text))
                .build();
    }

    static QueryResponse first(ResultStream<QueryResponse> results) {
        try (results) {
            QueryResponse response = next(results);
            assertThat(response).isNotNull();
            return response;
        }
    }

    /** The next one, or null where there is none in time. */
    static <T> T next(ResultStream<T> results) {
        try {
            return results.nextIfAvailable(Conformance.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> all(ResultStream<QueryResponse> results) {
        List<String> texts = new ArrayList<>();
        for (QueryResponse response = next(results); response != null; response = next(results)) {
            texts.add(Messages.textOf(response.getPayload()));
        }
        assertThat(results.isClosed()).isTrue();
        return texts;
    }

    /** A streaming handler that has as many answers as anybody asks for, up to a number. Thread-safe. */
    static final class Counting implements QueryHandler {
        private final long last;
        private final String text;
        private final AtomicLong sent = new AtomicLong();
        private final AtomicBoolean cancelled = new AtomicBoolean();

        /**
         * @param text
         *            what follows the number in each answer
         */
        Counting(long last, String text) {
            this.last = last;
            this.text = text;
        }

        @Override
        public void handle(QueryRequest query, ReplyChannel<QueryResponse> reply) {
            stream(query, reply).request(Long.MAX_VALUE);
        }

        @Override
        public FlowControl stream(QueryRequest query, ReplyChannel<QueryResponse> reply) {
            return new FlowControl() {
                @Override
                public synchronized void request(long requested) {
                    for (long i = 0; i < requested && sent.get() < last && !cancelled.get(); i++) {
                        reply.send(Messages.queryResponse(sent.getAndIncrement() + text));
                        if (sent.get() == last) {
                            reply.complete();
                        }
                    }
                }

                @Override
                public void cancel() {
                    cancelled.set(true);
                }
            };
        }

        long sent() {
            return sent.get();
        }

        boolean isCancelled() {
            return cancelled.get();
        }
    }
}
