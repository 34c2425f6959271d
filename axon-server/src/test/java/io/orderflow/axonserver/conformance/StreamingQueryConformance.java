package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Messages.flag;
import static io.orderflow.axonserver.conformance.Messages.query;
import static io.orderflow.axonserver.conformance.Messages.queryResponse;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static io.orderflow.axonserver.conformance.Queries.all;
import static io.orderflow.axonserver.conformance.Queries.error;
import static io.orderflow.axonserver.conformance.Queries.next;
import static io.orderflow.axonserver.conformance.Queries.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.query.QueryHandler;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries whose answers come as the sender takes them. */
interface StreamingQueryConformance extends Conformance {

    /** What may be on the way to a sender that reads nothing, of answers of some KiB each. */
    long MAX_ANSWERS_AHEAD = 3_000;

    private ResultStream<QueryResponse> stream(String name) {
        QueryRequest query = query(name).toBuilder()
                .addProcessingInstructions(flag(ProcessingKey.CLIENT_SUPPORTS_STREAMING, true))
                .build();
        return clients().connect("sender").queryChannel().query(query);
    }

    @Test
    default void streamsAllAnswersInOrder() {
        register(clients().connect("handler"), "count", new Queries.Counting(5_000, ""));

        assertThat(all(stream("count"))).hasSize(5_000).startsWith("0", "1", "2").endsWith("4999");
    }

    private static QueryHandler failing() {
        return (query, reply) -> reply.sendLast(error("AXONIQ-5001", "why"));
    }

    /** In both orders: the connector takes from its handlers in turns. */
    @Test
    default void streamsWhatOneHandlerOfAClientAnswersWhereAnotherFailsAtOnce() {
        AxonServerConnection client = clients().connect("handlers");
        register(client, "first fails", failing());
        register(client, "first fails", new Queries.Counting(50, ""));
        register(client, "second fails", new Queries.Counting(50, ""));
        register(client, "second fails", failing());
        String[] expected = IntStream.range(0, 50).mapToObj(Integer::toString).toArray(String[]::new);

        assertThat(all(stream("first fails"))).containsExactly(expected);
        assertThat(all(stream("second fails"))).containsExactly(expected);
    }

    @Test
    default void saysWhyThereIsNoAnswerWhereAllHandlersOfAClientFail() {
        AxonServerConnection client = clients().connect("handlers");
        register(client, "ask", failing());
        register(client, "ask", failing());

        ResultStream<QueryResponse> results = stream("ask");

        assertThat(next(results).getErrorCode()).isEqualTo("AXONIQ-5001");
        assertThat(next(results)).isNull();
        assertThat(results.isClosed()).isTrue();
    }

    @Test
    default void saysThatAStreamBrokeMidway() {
        register(clients().connect("handler"), "count", (query, reply) -> {
            reply.send(queryResponse("0"));
            reply.send(queryResponse("1"));
            reply.sendLast(error("AXONIQ-5001", "broken"));
        });

        ResultStream<QueryResponse> results = stream("count");

        assertThat(textOf(next(results).getPayload())).isEqualTo("0");
        assertThat(textOf(next(results).getPayload())).isEqualTo("1");
        assertThat(next(results).getErrorMessage().getMessage()).isEqualTo("broken");
        assertThat(next(results)).isNull();
    }

    @Test
    default void letsAStreamWaitForItsReader() {
        Queries.Counting handler = new Queries.Counting(100_000, "x".repeat(4_096));
        register(clients().connect("handler"), "count", handler);

        try (ResultStream<QueryResponse> results = stream("count")) {
            assertThat(textOf(next(results).getPayload())).startsWith("0x");
            await().during(Duration.ofMillis(500)).atMost(LIMIT).until(() -> handler.sent() < MAX_ANSWERS_AHEAD);
            for (int i = 1; i < 10_000; i++) {
                assertThat(textOf(next(results).getPayload())).startsWith(i + "x");
            }
        }
    }

    @Test
    default void letsAnsweringEndWhereTheReaderWantsNoMore() {
        Queries.Counting handler = new Queries.Counting(Long.MAX_VALUE, "");
        register(clients().connect("handler"), "count", handler);

        ResultStream<QueryResponse> results = stream("count");
        assertThat(next(results)).isNotNull();
        results.close();

        await().atMost(LIMIT).until(handler::isCancelled);
    }

    @Test
    default void servesOtherQueriesWhileAStreamWaits() {
        register(clients().connect("handler"), "count", new Queries.Counting(Long.MAX_VALUE, "x".repeat(4_096)));
        register(clients().connect("handler"), "short", new Queries.Counting(3, ""));

        try (ResultStream<QueryResponse> waiting = stream("count")) {
            assertThat(next(waiting)).isNotNull();
            assertThat(all(stream("short"))).containsExactly("0", "1", "2");
        }
    }
}
