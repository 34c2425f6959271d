package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.query.QueryChannel;
import io.axoniq.axonserver.connector.query.QueryDefinition;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.orderflow.benchmarks.measure.ConcurrentLoad;
import io.orderflow.benchmarks.measure.Round;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Point-to-point queries to a handler in another client, which answers at once. */
record Queries(int inFlight) implements Workload {

    private static final String NAME = "find-thing";
    private static final ProcessingInstruction ONE_RESULT = ProcessingInstruction.newBuilder()
            .setKey(ProcessingKey.NR_OF_RESULTS)
            .setValue(MetaDataValue.newBuilder().setNumberValue(1))
            .build();

    @Override
    public String name() {
        return "query.x" + inFlight;
    }

    @Override
    public String unit() {
        return "queries/s";
    }

    @Override
    public void prepare(Client client, StoreSize size) {
        client.handleOnce(NAME, handler -> handler.queryChannel()
                .registerQueryHandler((query, reply) -> reply.sendLast(answer(query)),
                        new QueryDefinition(NAME, "thing")));
    }

    private static QueryResponse answer(QueryRequest query) {
        return QueryResponse.newBuilder()
                .setMessageIdentifier(Commands.randomId())
                .setRequestIdentifier(query.getMessageIdentifier())
                .setPayload(query.getPayload())
                .build();
    }

    @Override
    public Round round(Client client, StoreSize size, Duration time) {
        QueryChannel channel = client.sender().queryChannel();
        return ConcurrentLoad.run(inFlight, time, 1, lane -> first(channel.query(query())));
    }

    private static QueryRequest query() {
        String id = Commands.randomId();
        return QueryRequest.newBuilder()
                .setMessageIdentifier(id)
                .setQuery(NAME)
                .setTimestamp(System.currentTimeMillis())
                .setPayload(SampleEvents.event(id, 0).getPayload())
                .addProcessingInstructions(ONE_RESULT)
                .build();
    }

    private static CompletableFuture<QueryResponse> first(ResultStream<QueryResponse> results) {
        FirstAnswer first = new FirstAnswer(results);
        results.onAvailable(first::look);
        return first.answer;
    }

    /**
     * Waits for the one answer of a query. The connector tells of an answer and of the end on two threads, and ends the
     * stream while the answer is still being taken. Thread-safe.
     */
    private static final class FirstAnswer {

        private final CompletableFuture<QueryResponse> answer = new CompletableFuture<>();
        private final ResultStream<QueryResponse> results;
        private boolean decided;

        FirstAnswer(ResultStream<QueryResponse> results) {
            this.results = results;
        }

        void look() {
            QueryResponse response;
            synchronized (this) {
                // In this order: what came before the end is there to be taken after it.
                boolean ended = results.isClosed();
                response = decided ? null : results.nextIfAvailable();
                if (decided || response == null && !ended) {
                    return;
                }
                decided = true;
            }
            if (response != null && response.getErrorCode().isEmpty()) {
                results.close();
                answer.complete(response);
            } else {
                answer.completeExceptionally(new IllegalStateException(
                        "A query got no answer: " + response, results.getError().orElse(null)));
            }
        }
    }
}
