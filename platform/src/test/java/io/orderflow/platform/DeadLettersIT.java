package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.demo.Api;
import io.orderflow.saga.SagaCommand.RecordOrderShipped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What those who act for the saga and for payments cannot handle, on the embedded event store and the database in a
 * file: tried again with pauses up to a limit, kept over restarts, and moved on by a person.
 */
class DeadLettersIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final String MANAGER = "order-saga-manager";
    private static final String STOCK = "order-saga-stock";
    private static final String POLICY = "payment-policy";
    private static final int MAX_ATTEMPTS = 3;

    @RegisterExtension
    final RunningPlatform platform = RunningPlatform.own()
            .with("orderflow.checkpoints.retry-interval", "100ms")
            .with("orderflow.checkpoints.claim-interval", "1s")
            .with("orderflow.checkpoints.max-attempts", Integer.toString(MAX_ATTEMPTS))
            .with("orderflow.commands.local-first", "false");
    private final Api api = platform.api();
    private final PlatformClient client = platform.client("c1");

    @BeforeEach
    void stockUp() {
        client.list("PEN", "Pen", "1.50", 100);
        client.list("MUG", "Mug", "9.00", 100);
        client.open("ada", "Ada", "USD", "100.00");
    }

    @Test
    void waitForAPersonAfterTheLastAttemptAndHoldUpNoOtherOrder() {
        // given
        Registration fault = fail(ofTheSku("MUG"));
        client.place("stuck", "ada", line("MUG", 1, "9.00"));
        client.place("fine", "ada", line("PEN", 1, "1.50"));

        // when
        JsonNode letter = awaitFailed(STOCK, "stuck");

        // then
        assertThat(letter.path("kind").asString("")).isEqualTo("PROCESSOR");
        assertThat(letter.path("type").asString("")).isEqualTo("saga.fulfilment-started");
        assertThat(letter.path("cause").asString("")).contains("No answer to ReserveStock");
        assertThat(letter.path("attempts").asInt()).isEqualTo(MAX_ATTEMPTS);
        assertThat(Instant.parse(letter.path("retryAt").asString(""))).isAfter(Instant.now().plus(SOON));
        assertThat(client.awaitRest("fine").path("status").asString("")).isEqualTo("CONFIRMED");
        assertThat(api.get("/sagas?stuckFor=PT0.05S").expect(200).path("items")).extracting(
                saga -> saga.path("orderId").asString("")).containsExactly("stuck");
        assertThat(api.get("/actuator/health").expect(200).path("status").asString("")).isEqualTo("DEGRADED");

        // when
        fault.cancel();
        api.post("/dead-letters/" + STOCK + "/stuck/retry", null).expect(202);

        // then
        assertThat(client.awaitRest("stuck").path("status").asString("")).isEqualTo("CONFIRMED");
        await().atMost(SOON).until(() -> letters().isEmpty());
    }

    @Test
    void outliveARestart() {
        // given
        fail(ofTheSku("MUG"));
        client.place("stuck", "ada", line("MUG", 1, "9.00"));
        awaitFailed(STOCK, "stuck");

        // when
        platform.restart();

        // then
        assertThat(awaitFailed(STOCK, "stuck").path("attempts").asInt()).isEqualTo(MAX_ATTEMPTS);

        // when
        api.post("/sagas/stuck/retry", Map.of("reason", "the stock is back")).expect(200);

        // then
        assertThat(client.awaitRest("stuck").path("status").asString("")).isEqualTo("CONFIRMED");
        assertThat(client.read("/sagas/stuck").path("timeline")).anySatisfy(moment -> {
            assertThat(moment.path("type").asString("")).isEqualTo("saga.step-retried");
            assertThat(moment.path("reason").asString("")).isEqualTo("the stock is back");
            assertThat(moment.path("actor").asString("")).isEqualTo("anonymous");
        });
        await().atMost(SOON).until(() -> letters().isEmpty());
    }

    @Test
    void areHandledByThemselvesOnceTheFailureIsOver() {
        Registration fault = fail(PlaceHold.class::isInstance);
        client.place("waiting", "ada", line("PEN", 1, "1.50"));
        await().atMost(SOON).until(() -> letters().stream().anyMatch(isOf(POLICY, "waiting")));

        fault.cancel();
        api.post("/dead-letters/" + POLICY + "/waiting/retry", null);

        assertThat(client.awaitRest("waiting").path("status").asString("")).isEqualTo("CONFIRMED");
    }

    @Test
    void areGivenUpWithAReasonAndThoseBehindThemHandled() throws Exception {
        // given
        fail(ofTheSku("MUG"));
        client.place("given-up", "ada", line("MUG", 1, "9.00"));
        awaitFailed(STOCK, "given-up");
        api.post("/orders/given-up/cancellation", Map.of("reason", "too slow")).expect(200);
        await().atMost(SOON).until(() -> letterOf(STOCK, "given-up").path("letters").asInt() > 1);

        // then
        assertThat(api.get("/dead-letters/" + STOCK + "/sequences/given-up").expect(200).path("letter")
                .path("sequence").asString()).isEqualTo("given-up");
        assertThat(api.get("/dead-letters?sequence=given-up").expect(200).path("items")).singleElement()
                .satisfies(letter -> assertThat(letter.path("group").asString()).isEqualTo(STOCK));
        assertThat(api.get("/dead-letters?sequence=given").expect(200).path("items")).isEmpty();
        assertThat(delete("/dead-letters/" + STOCK + "/given-up")).isEqualTo(400);
        assertThat(delete("/dead-letters/" + STOCK + "/given-up?reason=the%20mugs%20are%20gone")).isEqualTo(204);
        assertThat(client.awaitRest("given-up").path("status").asString("")).isEqualTo("CANCELLED");
        await().atMost(SOON).until(() -> letters().isEmpty());
        client.assertStock("MUG", 100, 0);
        assertThat(api.get("/dead-letters/" + STOCK + "/given-up").expect(200).path("items")).singleElement()
                .satisfies(letter -> {
                    assertThat(letter.path("sequence").asString()).isEqualTo("given-up");
                    assertThat(letter.path("type").asString()).isEqualTo("saga.fulfilment-started");
                    assertThat(letter.path("reason").asString()).isEqualTo("the mugs are gone");
                    assertThat(letter.path("by").asString()).isEqualTo("anonymous");
                });
        loseCheckpoints();
        assertThat(letters()).isEmpty();
    }

    @Test
    void areNotGivenUpWhereNothingAsksAgainForWhatTheyAsk() throws Exception {
        // given
        client.place("skipped", "ada", line("MUG", 1, "9.00"));
        client.awaitStep("skipped", "AWAITING_SHIPMENT");
        Registration fault = fail(ReleaseStock.class::isInstance);
        api.post("/orders/skipped/cancellation", Map.of("reason", "too slow")).expect(200);
        awaitFailed(STOCK, "skipped");
        api.post("/sagas/skipped/skip", Map.of("reason", "the stock is away")).expect(200);
        client.awaitStep("skipped", "COMPENSATED");
        await().atMost(SOON).until(() -> letterOf(STOCK, "skipped").path("letters").asInt() == 2);
        assertThat(delete("/dead-letters/" + STOCK + "/skipped?reason=it%20is%20asked%20again")).isEqualTo(204);
        awaitFailed(STOCK, "skipped");

        // when
        var refused = api.send("DELETE", "/dead-letters/" + STOCK + "/skipped?reason=nobody%20waits", null, Map.of());

        // then
        PlatformClient.assertProblem(refused, 409, "WRONG_STATE");
        assertThat(refused.body().path("detail").asString()).contains("saga.step-skipped of skipped",
                "POST /dead-letters/" + STOCK + "/skipped/retry");
        assertThat(letterOf(STOCK, "skipped").path("type").asString("")).isEqualTo("saga.step-skipped");
        assertThat(api.get("/actuator/health").expect(200).path("status").asString("")).isEqualTo("DEGRADED");
        client.assertStock("MUG", 100, 1);

        // when
        fault.cancel();
        api.post("/dead-letters/" + STOCK + "/skipped/retry", null).expect(202);

        // then
        await().atMost(SOON).until(() -> letters().isEmpty());
        client.assertStock("MUG", 100, 0);
    }

    @Test
    void leaveAnOperatorTheDeadlineOfTheSagaToMoveAndToCancel() {
        // given
        Registration fault = fail(ofTheSku("MUG"));
        client.place("late", "ada", line("MUG", 1, "9.00"));
        await().atMost(SOON).until(() -> !deadlines().isEmpty());
        JsonNode deadline = deadlines().path(0);
        assertThat(deadline.path("step").asString()).isEqualTo("RESERVING_STOCK");
        assertThat(Duration.between(Instant.now(), Instant.parse(deadline.path("due").asString())))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        String path = "/deadlines/" + deadline.path("deadlineId").asString();

        // when
        Instant later = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        api.post(path + "/move", Map.of("due", later.toString(), "reason", "the mugs are late")).expect(200);

        // then
        assertThat(client.read("/sagas/late").path("until").asString()).isEqualTo(later.toString());
        assertThat(deadlines().path(0).path("movedFrom")).isEqualTo(deadline.path("due"));
        assertThat(client.read("/sagas/late").path("timeline")).last().satisfies(moment -> {
            assertThat(moment.path("reason").asString()).isEqualTo("the mugs are late");
            assertThat(moment.path("actor").asString()).isEqualTo("anonymous");
        });

        // when
        api.post(path + "/cancellation", Map.of("reason", "nobody knows when they come")).expect(200);

        // then
        assertThat(deadlines()).isEmpty();
        PlatformClient.assertProblem(api.post(path + "/cancellation", Map.of("reason", "again")), 409, "WRONG_STATE");

        // when
        fault.cancel();
        api.post("/sagas/late/retry", Map.of("reason", "they are here")).expect(200);

        // then
        assertThat(client.awaitRest("late").path("status").asString("")).isEqualTo("CONFIRMED");
        assertThat(deadlines()).isEmpty();
        assertThat(client.read("/accounts/ada/holds").path("items")).singleElement().satisfies(hold -> {
            assertThat(hold.path("orderId").asString()).isEqualTo("late");
            assertThat(hold.path("amount").path("amount").asString()).isEqualTo("9.00");
        });
        await().atMost(SOON).until(() -> letters().isEmpty());
    }

    @Test
    void holdUpProcessesThatOneRequestRetriesAndAnotherCancels() {
        // given
        Registration fault = fail(ofTheSku("MUG"));
        for (String order : List.of("batch-1", "batch-2")) {
            client.place(order, "ada", line("MUG", 1, "9.00"));
            awaitFailed(STOCK, order);
        }
        assertThat(
                api.get("/dead-letters?group=" + STOCK + "&type=saga.fulfilment-started&cause=NO%20ANSWER").expect(200)
                        .path("items"))
                .hasSize(2);
        assertThat(api.get("/dead-letters?cause=nothing").expect(200).path("items")).isEmpty();
        assertThat(client.read("/saga-count?status=ACTIVE&waitingFor=stock:MUG").path("count").asInt()).isEqualTo(2);

        // when
        JsonNode retry = batch("RETRY", 2).expect(202);
        String path = "/saga-batches/" + retry.path("batchId").asString();
        await().atMost(SOON).until(() -> outcome(path, "ASKED") == 2);

        // then
        assertThat(api.get(path).expect(200).path("state").asString()).isEqualTo("RUNNING");
        PlatformClient.assertProblem(batch("CANCEL", 0), 409, "WRONG_STATE");
        assertThat(batch("RETRY", 2).expect(202).path("batchId")).isEqualTo(retry.path("batchId"));
        assertThat(api.send("DELETE", path, null, Map.of()).expect(202).path("state").asString())
                .isEqualTo("CANCELLED");

        // when
        fault.cancel();
        String cancelled = "/saga-batches/" + batch("CANCEL", 2).expect(202).path("batchId").asString();
        await().atMost(SOON).until(
                () -> api.get(cancelled).expect(200).path("state").asString().equals("COMPLETED"));

        // then
        assertThat(outcome(cancelled, "RESOLVED")).isEqualTo(2);
        assertThat(api.get(cancelled + "/items?outcome=RESOLVED").expect(200).path("items"))
                .extracting(item -> item.path("orderId").asString()).containsExactly("batch-1", "batch-2");
        assertThat(client.read("/orders/batch-1").path("status").asString()).isEqualTo("CANCELLED");
        assertThat(client.read("/sagas/batch-2").path("timeline")).extracting(moment -> moment.path("type").asString()
                + ": " + moment.path("reason").asString("")).contains("saga.step-retried: RETRY all",
                        "saga.cancellation-requested: CANCEL all");
        await().atMost(SOON).until(() -> letters().isEmpty());
    }

    private Answer batch(String action, int expected) {
        return api.post("/saga-batches", Map.of("action", action, "reason", action + " all", "expected", expected,
                "filter", Map.of("status", "ACTIVE", "waitingFor", "stock:MUG")), action + expected);
    }

    private int outcome(String batch, String outcome) {
        return api.get(batch).expect(200).path("outcomes").path(outcome).asInt();
    }

    private JsonNode deadlines() {
        return client.read("/deadlines?orderId=late").path("items");
    }

    /** Returns when all has been handled again from the first event on. */
    private void loseCheckpoints() {
        long head = platform.context().getBean(EventStore.class).createHeadToken().position().orElseThrow();
        MongoCollection<Document> tokens = checkpoints().getCollection("trackingtokens");
        tokens.drop();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            List<Document> of = tokens.find(Filters.eq("processorName", MANAGER)).into(new ArrayList<>());
            return !of.isEmpty() && of.stream().allMatch(token -> positionOf(token) >= head);
        });
    }

    private static long positionOf(Document token) {
        Binary stored = token.get("token", Binary.class);
        Matcher number = NUMBER.matcher(stored == null ? "" : new String(stored.getData(), StandardCharsets.UTF_8));
        return number.find() ? Long.parseLong(number.group()) : -1;
    }

    @Test
    void leaveNoShippedOrderBehindWhenTheOneThatSaysSoIsGivenUp() throws Exception {
        // given
        client.place("shipped", "ada", line("PEN", 1, "1.50"));
        client.awaitStep("shipped", "AWAITING_SHIPMENT");
        Registration fault = fail(RecordOrderShipped.class::isInstance);
        api.post("/orders/shipped/shipment", Map.of("carrier", "Pigeon")).expect(200);
        awaitFailed(MANAGER, "shipped");
        assertThat(delete("/dead-letters/" + MANAGER + "/shipped?reason=not%20read")).isEqualTo(204);
        await().atMost(SOON).until(() -> letters().isEmpty());
        fault.cancel();

        // when
        api.post("/sagas/shipped/retry", Map.of("reason", "it has left")).expect(200);

        // then
        client.awaitStep("shipped", "COMPLETED");
        client.assertStock("PEN", 99, 0);
        client.assertMoney("ada", "98.50", "0.00", "98.50");
    }

    private Registration fail(Predicate<Object> commands) {
        return platform.context().getBean("axonServerCommandBus", CommandBus.class)
                .registerDispatchInterceptor(messages -> (index, message) -> {
                    if (commands.test(message.getPayload())) {
                        throw new IllegalStateException("The line is cut");
                    }
                    return message;
                });
    }

    private static Predicate<Object> ofTheSku(String sku) {
        return command -> command instanceof ReserveStock line && line.sku().value().equals(sku);
    }

    private JsonNode awaitFailed(String group, String sequence) {
        await().atMost(SOON).until(() -> letterOf(group, sequence).path("state").asString("").equals("FAILED"));
        return letterOf(group, sequence);
    }

    private JsonNode letterOf(String group, String sequence) {
        return letters().stream().filter(isOf(group, sequence)).findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private List<JsonNode> letters() {
        return StreamSupport.stream(api.get("/dead-letters").expect(200).path("items").spliterator(), false).toList();
    }

    private static Predicate<JsonNode> isOf(String group, String sequence) {
        return letter -> letter.path("group").asString("").equals(group)
                && letter.path("sequence").asString("").equals(sequence);
    }

    private int delete(String path) {
        return api.send("DELETE", path, null, Map.of()).status();
    }

    private MongoDatabase checkpoints() {
        return platform.context().getBean("checkpointClient", MongoClient.class)
                .getDatabase(databaseOf(Objects.requireNonNull(
                        platform.context().getEnvironment().getProperty("orderflow.checkpoints.uri"))));
    }

    private static String databaseOf(String uri) {
        return Objects.requireNonNull(new ConnectionString(uri).getDatabase());
    }
}
