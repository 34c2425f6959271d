package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Messages.number;
import static io.orderflow.axonserver.conformance.Messages.query;
import static io.orderflow.axonserver.conformance.Messages.queryResponse;
import static io.orderflow.axonserver.conformance.Queries.all;
import static io.orderflow.axonserver.conformance.Queries.handle;
import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Queries whose answers are gathered from several handlers. */
interface GatheredQueryConformance extends Conformance {

    private static QueryRequest gathered(String name, long results, long timeoutMillis) {
        return query(name)
                .toBuilder()
                .clearProcessingInstructions()
                .addProcessingInstructions(number(ProcessingKey.NR_OF_RESULTS, results))
                .addProcessingInstructions(number(ProcessingKey.TIMEOUT, timeoutMillis))
                .build();
    }

    private ResultStream<QueryResponse> gather(String name, long results, long timeoutMillis) {
        return clients().connect("sender").queryChannel().query(gathered(name, results, timeoutMillis));
    }

    private void answering(String component, String answer) {
        handle(clients().connect(component), "all", (query, reply) -> reply.sendLast(queryResponse(answer)));
    }

    @Test
    default void gathersTheAnswersOfAllComponents() {
        answering("one", "1");
        answering("two", "2");
        answering("three", "3");

        assertThat(all(gather("all", -1, 60_000))).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    default void asksOneInstanceOfEachComponent() {
        answering("same", "same");
        answering("same", "same");
        answering("other", "other");

        assertThat(all(gather("all", -1, 60_000))).containsExactlyInAnyOrder("same", "other");
    }

    @Test
    default void gathersNothingWhereNobodyAnswers() {
        assertThat(all(gather("nobody", -1, 60_000))).isEmpty();
    }

    @Test
    default void gathersWhatCameInTime() {
        answering("fast", "fast");
        handle(clients().connect("slow"), "all", (query, reply) -> {});

        assertThat(all(gather("all", -1, 500))).containsExactly("fast");
    }

    @Test
    default void gathersNoMoreThanIsWanted() {
        answering("one", "1");
        answering("two", "2");
        handle(clients().connect("slow"), "all", (query, reply) -> {});

        assertThat(all(gather("all", 2, 60_000))).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    default void gathersFromTheOthersWhenOneIsLost() {
        answering("one", "1");
        Lines lines = new Lines();
        CompletableFuture<QueryRequest> received = new CompletableFuture<>();
        handle(clients().factory("lost", lines).connect("default"), "all", (query, reply) -> received.complete(query));

        ResultStream<QueryResponse> results = gather("all", -1, 60_000);
        Conformance.soon(received);
        lines.cut();

        assertThat(all(results)).containsExactly("1");
    }

    @Test
    default void gathersErrorsWithTheAnswers() {
        answering("one", "1");
        handle(clients().connect("failing"), "all", (query, reply) -> reply
                .sendLast(queryResponse("why").toBuilder().setErrorCode("AXONIQ-5001").build()));

        assertThat(all(gather("all", -1, 60_000))).containsExactlyInAnyOrder("1", "why");
    }
}
