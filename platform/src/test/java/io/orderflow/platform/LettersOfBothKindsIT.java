package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.assertProblem;
import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditTarget;
import io.orderflow.platform.demo.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * The dead letters of projections and of event processors, at once and in one process: events that nobody can read, and
 * an order whose commands do not get through.
 */
class LettersOfBothKindsIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String MANAGER = "order-saga-manager";
    private static final String STOCK = "order-saga-stock";
    private static final List<String> UNREADABLE = List.of("f1", "f2", "f3");

    @RegisterExtension
    final RunningPlatform platform = RunningPlatform.own()
            .with("orderflow.checkpoints.retry-interval", "100ms")
            .with("orderflow.checkpoints.max-attempts", "2")
            .with("orderflow.commands.local-first", "false");
    private final Api api = platform.api();
    private final PlatformClient client = platform.client("c1");

    @BeforeEach
    void stockUp() {
        client.list("MUG", "Mug", "9.00", 100);
        client.open("ada", "Ada", "USD", "100.00");
    }

    @Test
    void areListedRetriedAndGivenUpTogether() throws Exception {
        // given
        Registration fault = cutTheLineToTheStock();
        client.place("stuck", "ada", line("MUG", 1, "9.00"));
        UNREADABLE.forEach(this::placeInALanguageOfTheFuture);
        await().atMost(SOON).until(() -> failed(MANAGER) == UNREADABLE.size() && failed(STOCK) == 1
                && failed("orders") == UNREADABLE.size());

        // then
        List<JsonNode> all = list("");
        assertThat(all).extracting(LettersOfBothKindsIT::place).isSorted().doesNotHaveDuplicates();
        assertThat(page(2)).isEqualTo(all);
        assertThat(all).extracting(LettersOfBothKindsIT::kind).contains("PROJECTION", "PROCESSOR");
        assertThat(list("&kind=PROCESSOR")).isEqualTo(only(all, "PROCESSOR"));
        assertThat(list("&kind=PROJECTION")).isEqualTo(only(all, "PROJECTION"));
        assertThat(list("&group=orders")).hasSameSizeAs(UNREADABLE).isSubsetOf(all);
        assertThat(list("&group=orders&kind=PROCESSOR")).isEmpty();
        assertProblem(api.get("/dead-letters?group=nobodys"), 404, "NOT_FOUND");
        assertProblem(api.get("/dead-letters?kind=LOST"), 400, "INVALID_VALUE");

        // when
        fault.cancel();
        all.forEach(letter -> api.post(path(letter) + "/retry", null).expect(202));

        // then
        assertThat(client.awaitRest("stuck").path("status").asString("")).isEqualTo("CONFIRMED");
        await().atMost(SOON).until(() -> failed(MANAGER) == UNREADABLE.size() && failed(STOCK) == 0
                && failed("orders") == UNREADABLE.size());

        // when
        for (JsonNode letter : list("")) {
            assertThat(delete(path(letter) + "?reason=from%20the%20future")).as("%s", letter).isEqualTo(204);
        }

        // then
        await().atMost(SOON).until(() -> list("").isEmpty());
        await().atMost(SOON).until(() -> api.get("/actuator/health").expect(200).path("status").asString("")
                .equals("UP"));
        assertProblem(api.post(path(all.getFirst()) + "/retry", null), 404, "NOT_FOUND");
        assertProblem(api.post(path(all.getLast()) + "/retry", null), 404, "NOT_FOUND");
        client.place("next", "ada", line("MUG", 1, "9.00"));
        assertThat(client.awaitRest("next").path("status").asString("")).isEqualTo("CONFIRMED");
        staysGivenUp();
    }

    /** After a restart, for which the read models are folded anew, in a rebuild and in the audit. */
    private void staysGivenUp() {
        platform.restart();
        assertThat(list("")).isEmpty();
        String rebuild = api.post("/projections/orders/rebuilds", Map.of()).expect(202).path("rebuildId").asString();
        await().atMost(SOON).until(() -> !api.get("/rebuilds/" + rebuild).expect(200).path("endedAt").isNull());
        assertThat(api.get("/rebuilds/" + rebuild).expect(200).path("state").asString()).isEqualTo("PROMOTED");
        assertThat(list("")).isEmpty();
        assertThat(api.get("/dead-letters/orders/given-up").expect(200).path("items")).hasSameSizeAs(UNREADABLE);
        try (AuditTarget target = AuditTarget.connect(platform.addresses())) {
            assertThat(Audit.run(target, AuditOptions.atRest()).findings()).isEmpty();
        }
    }

    private Registration cutTheLineToTheStock() {
        return platform.context().getBean("axonServerCommandBus", CommandBus.class)
                .registerDispatchInterceptor(messages -> (index, message) -> {
                    if (message.getPayload() instanceof ReserveStock) {
                        throw new IllegalStateException("The line is cut");
                    }
                    return message;
                });
    }

    private void placeInALanguageOfTheFuture(String order) {
        platform.context().getBean(AxonServerConnectionManager.class).getConnection().eventChannel()
                .appendEvents(Event.newBuilder()
                        .setMessageIdentifier("future-" + order)
                        .setAggregateIdentifier("order:" + order)
                        .setAggregateType("Order")
                        .setTimestamp(System.currentTimeMillis())
                        .setPayload(SerializedObject.newBuilder().setType("order.placed").setRevision("99")
                                .setData(ByteString.copyFromUtf8("{}")))
                        .build())
                .join();
    }

    private long failed(String group) {
        return list("&group=" + group).stream()
                .filter(letter -> letter.path("state").asString("").equals("FAILED"))
                .count();
    }

    private List<JsonNode> list(String filter) {
        return api.get("/dead-letters?limit=200" + filter).expect(200).path("items").valueStream().toList();
    }

    private List<JsonNode> page(int size) {
        List<JsonNode> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/dead-letters?limit=" + size + cursor).expect(200);
            found.addAll(page.path("items").valueStream().toList());
            cursor = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return found;
    }

    private static List<JsonNode> only(List<JsonNode> letters, String kind) {
        Stream<JsonNode> chosen = letters.stream().filter(letter -> kind(letter).equals(kind));
        return chosen.toList();
    }

    private static String kind(JsonNode letter) {
        return letter.path("kind").asString("");
    }

    private static String place(JsonNode letter) {
        return letter.path("group").asString("") + ' ' + letter.path("sequence").asString("");
    }

    private static String path(JsonNode letter) {
        return "/dead-letters/" + letter.path("group").asString("") + '/' + letter.path("sequence").asString("");
    }

    private int delete(String path) {
        return api.send("DELETE", path, null, Map.of()).status();
    }
}
