package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Messages.number;
import static io.orderflow.axonserver.conformance.Messages.query;
import static io.orderflow.axonserver.conformance.Messages.queryResponse;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static io.orderflow.axonserver.conformance.Queries.all;
import static io.orderflow.axonserver.conformance.Queries.error;
import static io.orderflow.axonserver.conformance.Queries.first;
import static io.orderflow.axonserver.conformance.Queries.handle;
import static io.orderflow.axonserver.conformance.Queries.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.connector.ReplyChannel;
import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Point-to-point queries. */
interface QueryConformance extends Conformance {

    private AxonServerConnection sender() {
        return clients().connect("sender");
    }

    @Test
    default void takesAQueryToItsHandlerAndTheAnswerBack() throws InterruptedException {
        handle(clients().connect("handler"), "ask", (query, reply) -> reply.sendLast(queryResponse("42")));

        assertThat(all(sender().queryChannel().query(query("ask")))).containsExactly("42");
    }

    @Test
    default void bringsEveryAnswerInOrder() throws InterruptedException {
        handle(clients().connect("handler"), "list", (query, reply) -> CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 200; i++) {
                reply.send(queryResponse("" + i));
            }
            reply.complete();
        }));

        List<String> answers = all(sender().queryChannel().query(query("list")));

        assertThat(answers).hasSize(200).startsWith("0", "1").endsWith("199");
    }

    @Test
    default void saysThatAQueryHasNoHandler() {
        QueryResponse response = first(sender().queryChannel().query(query("nobody")));

        assertThat(response.getErrorCode()).isEqualTo("AXONIQ-5000");
        assertThat(response.getErrorMessage().getMessage()).isEqualTo("No Handler for query: nobody");
    }

    @Test
    default void passesAQuerysErrorThrough() {
        handle(clients().connect("handler"), "fail",
                (query, reply) -> reply.sendLast(error("AXONIQ-5001", "why")));

        QueryResponse response = first(sender().queryChannel().query(query("fail")));

        assertThat(response.getErrorCode()).isEqualTo("AXONIQ-5001");
        assertThat(textOf(response.getPayload())).isEqualTo("why");
    }

    /** A client asks all of its handlers, and their answers come in any order. */
    @Test
    default void takesTheAnswerOfOneHandlerOfAClientWhereAnotherFails() throws InterruptedException {
        AxonServerConnection client = clients().connect("handlers");
        handle(client, "ask", (query, reply) -> reply.sendLast(error("AXONIQ-5001", "why")));
        handle(client, "ask", (query, reply) -> reply.sendLast(queryResponse("42")));

        assertThat(all(sender().queryChannel().query(query("ask")))).containsExactly("42");
    }

    @Test
    default void asksTheHandlersInTurns() {
        AxonServerConnection sender = sender();
        for (int i = 0; i < 3; i++) {
            String name = "handler" + i;
            handle(clients().connect(name), "who", (query, reply) -> reply.sendLast(queryResponse(name)));
        }

        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 9; i++) {
            answers.add(textOf(first(sender.queryChannel().query(query("who"))).getPayload()));
        }

        assertThat(answers).hasSize(3);
    }

    /** In a stream as well: the answers after it do not make up for it. */
    @Test
    default void refusesAnAnswerThatIsTooLargeAndNoOtherOfItsHandler() throws InterruptedException {
        AxonServerConnection handler = clients().factory("shop", "shop-1").connect("default");
        CompletableFuture<ReplyChannel<QueryResponse>> underWay = new CompletableFuture<>();
        handle(handler, "wait", (query, reply) -> underWay.complete(reply));
        handle(handler, "ask", (query, reply) -> {
            reply.send(queryResponse("before"));
            reply.send(queryResponse("").toBuilder().setPayload(Messages.sized(18 << 20)).build());
            reply.sendLast(queryResponse("after"));
        });
        AxonServerConnection sender = sender();
        ResultStream<QueryResponse> waiting = sender.queryChannel().query(query("wait"));
        Conformance.soon(underWay);

        ResultStream<QueryResponse> results = sender.queryChannel().query(query("ask"));
        assertThat(textOf(next(results).getPayload())).isEqualTo("before");
        QueryResponse refused = next(results);
        assertThat(next(results)).isNull();
        Conformance.soon(underWay).sendLast(queryResponse("42"));

        assertThat(refused.getErrorCode()).isEqualTo("AXONIQ-3002");
        assertThat(refused.getErrorMessage().getMessage())
                .contains("client shop-1 (shop)", "query ask", " has 188", " bytes", "--max-message-bytes");
        assertThat(all(waiting)).containsExactly("42");
    }

    @Test
    default void failsAQueryWhoseHandlerIsLost() {
        AxonServerConnection sender = sender();
        Lines lines = new Lines();
        CompletableFuture<QueryRequest> received = new CompletableFuture<>();
        handle(clients().factory("handler", lines).connect("default"), "hang",
                (query, reply) -> received.complete(query));

        ResultStream<QueryResponse> results = sender.queryChannel().query(query("hang"));
        Conformance.soon(received);
        lines.cut();

        assertThat(first(results).getErrorCode()).isEqualTo("AXONIQ-5002");
    }

    @Test
    default void failsAQueryThatTakesLongerThanItMay() {
        handle(clients().connect("handler"), "hang", (query, reply) -> {});
        QueryRequest query = query("hang")
                .toBuilder()
                .addProcessingInstructions(number(ProcessingKey.TIMEOUT, 200))
                .build();

        assertThat(first(sender().queryChannel().query(query)).getErrorCode()).isEqualTo("AXONIQ-5002");
    }

    @Test
    default void forgetsAHandlerOfQueriesThatUnregisters() {
        AxonServerConnection sender = sender();
        Registration registration = handle(clients().connect("handler"), "ask",
                (query, reply) -> reply.sendLast(queryResponse("42")));

        registration.cancel();

        await()
                .atMost(LIMIT)
                .until(() -> first(sender.queryChannel().query(query("ask"))).getErrorCode().equals("AXONIQ-5000"));
    }
}
