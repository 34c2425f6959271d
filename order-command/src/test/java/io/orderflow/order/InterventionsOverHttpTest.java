package io.orderflow.order;

import static io.orderflow.service.description.DescribedAnswers.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderCommand.ConfirmOrder;
import io.orderflow.api.order.OrderCommand.PlaceOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.InterventionEvent.CancellationRequested;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.saga.SagaCommand.RecordLineReserved;
import io.orderflow.saga.SagaCommand.RecordOrderCancelled;
import io.orderflow.saga.SagaCommand.StartFulfilment;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.Origin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An operator's requests about a saga that waits for its stock. */
@SpringBootTest(classes = OrdersOverHttp.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false"})
class InterventionsOverHttpTest {

    private static final String WHY = "{\"reason\":\"it is stuck\"}";

    @LocalServerPort
    private int port;
    @Autowired
    private Commands commands;
    @Autowired
    private EventStore events;
    private final HttpClient client = HttpClient.newHttpClient();
    private final OrderId order = new OrderId(UUID.randomUUID().toString());

    @BeforeEach
    void startTheSaga() {
        commands.send(new PlaceOrder(order, OrderFixture.CUSTOMER, OrderFixture.ACCOUNT, OrderFixture.LINES));
        commands.send(new StartFulfilment(order, OrderFixture.CUSTOMER, OrderFixture.ACCOUNT, OrderFixture.LINES,
                OrderFixture.TOTAL));
        commands.send(new RecordLineReserved(order, OrderFixture.CUP, "A cup"));
    }

    @Test
    void retriesAStepAndSaysWhy() throws Exception {
        HttpResponse<String> answer = post("/retry", WHY, null, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).contains("\"3\"");
        assertThat(answer.headers().firstValue("Consistency-Token")).isPresent();
        assertThat(answer.body()).isEqualTo("{\"orderId\":\"" + order.value() + "\",\"version\":3}");
        assertThat(sagaEvents()).endsWith(new StepRetried(order, SagaStep.RESERVING_STOCK, "it is stuck"),
                new ReservationRetried(order, OrderFixture.LINES.subList(1, 2)));
        assertThat(messages().getLast().getMetaData()).containsEntry(Origin.ACTOR, Origin.ANONYMOUS);
    }

    @Test
    void asksForTheCancellation() throws Exception {
        assertThat(post("/cancellation", WHY, null, null).statusCode()).isEqualTo(200);

        assertThat(sagaEvents()).last().isEqualTo(new CancellationRequested(order, "it is stuck"));
    }

    @Test
    void saysThatAShippedOrderIsNotCancelledAlsoWhereTheSagaHasNotHeardOfTheShipment() throws Exception {
        commands.send(new ConfirmOrder(order));
        commands.send(new ShipOrder(order, null, null));

        assertProblem(post("/cancellation", WHY, null, null), 409, "WRONG_STATE");
    }

    @Test
    void skipsOnlyWhatIsClosed() throws Exception {
        assertProblem(post("/skip", WHY, null, null), 409, "WRONG_STATE");
        commands.send(new RecordOrderCancelled(order));

        assertThat(post("/skip", WHY, null, null).statusCode()).isEqualTo(200);
        // The skipped line has not been answered, and is asked for once more.
        assertThat(post("/skip", WHY, null, null).statusCode()).isEqualTo(200);
        assertThat(sagaEvents()).filteredOn(StepSkipped.class::isInstance).hasSize(2);
        assertProblem(post("/retry", WHY, null, null), 409, "WRONG_STATE");
        assertProblem(post("/cancellation", WHY, null, null), 409, "WRONG_STATE");
    }

    @Test
    void answersARepeatedRequestWithTheFirstAnswer() throws Exception {
        HttpResponse<String> first = post("/retry", WHY, order.value(), null);
        HttpResponse<String> second = post("/retry", WHY, order.value(), null);

        assertThat(second.body()).isEqualTo(first.body().replace("}", ",\"idempotencyHit\":true}"));
        assertThat(second.headers().firstValue("Idempotency-Hit")).contains("true");
        assertThat(sagaEvents()).filteredOn(StepRetried.class::isInstance).hasSize(1);
    }

    @Test
    void changesOnlyTheVersionThatTheOperatorHasSeen() throws Exception {
        assertProblem(post("/retry", WHY, null, "\"0\""), 412, "PRECONDITION_FAILED");
        assertThat(post("/retry", WHY, null, "\"1\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "skip", "cancellation"})
    void findsNoSagaWhereThereIsNone(String action) throws Exception {
        assertProblem(send("/sagas/nobody/" + action, WHY, null, null), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {"none", "{}", "{\"reason\":null}",
            "{\"reason\":\" \"}", "{\"reason\":7}", "{\"reason\":\"x\",\"who\":\"me\"}", "[]", "{"})
    void needsAReasonAndNothingElse(String body) throws Exception {
        for (String action : List.of("/retry", "/skip", "/cancellation")) {
            assertThat(post(action, body == null ? "" : body, null, null).statusCode()).isEqualTo(400);
        }
        assertThat(sagaEvents()).hasSize(2);
    }

    @Test
    void refusesAReasonWithoutEnd() throws Exception {
        assertProblem(post("/retry", "{\"reason\":\"" + "a".repeat(501) + "\"}", null, null), 400, "INVALID_VALUE");
        assertThat(post("/retry", "{\"reason\":\"" + "a".repeat(500) + "\"}", null, null).statusCode())
                .isEqualTo(200);
    }

    @Test
    void movesAndCancelsADeadline() throws Exception {
        String deadline = "/deadlines/" + order.value() + ".0";
        Instant due = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
        String move = "{\"due\":\"" + due + "\",\"reason\":\"they are slow\"}";

        HttpResponse<String> moved = send(deadline + "/move", move, order.value() + "m", "\"1\"");
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        assertThat(moved.body()).isEqualTo("{\"deadlineId\":\"" + order.value() + ".0\",\"orderId\":\"" + order.value()
                + "\",\"due\":\"" + due + "\",\"version\":2}");
        assertThat(send(deadline + "/move", move, order.value() + "m", "\"1\"").headers().firstValue("Idempotency-Hit"))
                .contains("true");
        assertThat(sagaEvents()).endsWith(new LineReserved(order, OrderFixture.CUP, "A cup"),
                new DeadlineMoved(order, SagaStep.RESERVING_STOCK, 0, due, "they are slow"));
        assertThat(messages().getLast().getMetaData()).containsEntry(Origin.ACTOR, Origin.ANONYMOUS);

        assertThat(send(deadline + "/cancellation", WHY, null, null).statusCode()).isEqualTo(200);
        assertThat(sagaEvents()).last()
                .isEqualTo(new DeadlineCancelled(order, SagaStep.RESERVING_STOCK, 0, "it is stuck"));
        assertProblem(send(deadline + "/cancellation", WHY, null, null), 409, "WRONG_STATE");
        assertProblem(send(deadline + "/move", move, null, null), 409, "WRONG_STATE");
    }

    @Test
    void refusesAMoveThatMakesNoSense() throws Exception {
        String deadline = "/deadlines/" + order.value() + ".0";
        for (String body : List.of("{\"due\":\"2020-01-01T00:00:00Z\",\"reason\":\"past\"}",
                "{\"due\":\"soon\",\"reason\":\"no time\"}", "{\"due\":\"2999-01-01T00:00:00Z\",\"reason\":\"far\"}",
                "{\"due\":\"2030-01-01T00:00:00Z\",\"reason\":\" \"}", "{\"reason\":\"no due\"}")) {
            assertProblem(send(deadline + "/move", body, null, null), 400, "INVALID_VALUE");
        }
        for (String nobodys : List.of("/deadlines/nobody.1", "/deadlines/nobody", "/deadlines/.1")) {
            assertProblem(send(nobodys + "/cancellation", WHY, null, null), 404, "NOT_FOUND");
        }
        assertThat(sagaEvents()).hasSize(2);
    }

    private List<? extends DomainEventMessage<?>> messages() {
        return events.readEvents(new SagaId(order).toString()).asStream().toList();
    }

    private List<Object> sagaEvents() {
        return messages().stream().<Object>map(DomainEventMessage::getPayload).toList();
    }

    private HttpResponse<String> post(String action, String body, String key, String ifMatch) throws Exception {
        return send("/sagas/" + order.value() + action, body, key, ifMatch);
    }

    private HttpResponse<String> send(String path, String body, String key, String ifMatch) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return held(client.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString()));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}
