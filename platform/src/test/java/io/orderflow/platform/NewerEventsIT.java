package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.service.description.DescribedAnswers.heldStream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditReport;
import io.orderflow.audit.AuditTarget;
import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.audit.Finding;
import io.orderflow.audit.Invariant;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Events that are newer than this code: in a field, a revision or a type that it does not know. */
class NewerEventsIT {

    private static final String MANAGER = "order-saga-manager";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own();
    private static final Api api = platform.api();

    @Test
    void setsAsideWhatIsNewerAndNamesIt() throws Exception {
        // given
        PlatformClient client = platform.client("ann");
        client.list("PEN", "Pen", "1.50", 10);
        client.open("ada", "Ada", "USD", "100.00");
        appendWhatIsNewer();

        // then: all that is set aside names type, revision and field, and nobody else waits
        for (String group : List.of("orders", "customers", "sales", "history", MANAGER)) {
            awaitLetter(group, "with-field", "Cannot read order.placed, revision 1: unknown field giftWrap");
            awaitLetter(group, "of-revision", "Unknown message type order.placed, revision 9");
            awaitLetter(group, "of-type", "Unknown message type order.put-on-hold, revision 1");
        }
        awaitLetter("payment-policy", "account:eve", "Unknown message type account.hold-placed, revision 9");
        client.place("other", "ada", line("PEN", 2, "1.50"));
        client.awaitRest("other");
        assertThat(api.get("/orders/other").expect(200).path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(letters()).noneMatch(letter -> letter.path("type").asString().startsWith("marketing."));

        assertRefusesToLoad("with-field", "Cannot read order.placed, revision 1: unknown field giftWrap");
        assertRefusesToLoad("of-type", "Unknown message type order.put-on-hold, revision 1");
        Answer past = api.get("/orders/with-field?asOf=v0");
        assertThat(past.status()).isEqualTo(409);
        assertThat(past.body().path("detail").asString()).contains("unknown field giftWrap");

        AuditReport report = audit();
        assertThat(report.of(Invariant.EVENTS_READABLE).findings()).extracting(Finding::id)
                .containsExactlyInAnyOrder("order:with-field", "order:of-revision", "order:of-type", "account:eve",
                        "marketing:m1");
        assertThat(report.of(Invariant.NO_DEAD_LETTERS).breaches()).isPositive();
        assertThat(report.of(Invariant.READ_MODELS_EQUAL_FOLD).findings()).isEmpty();

        assertIsGivenUpOnly("of-type");
    }

    @Test
    void marksWhatIsHeldBackInListsAndInUpdates() throws Exception {
        // given
        PlatformClient client = platform.client("bob");
        client.list("MUG", "Mug", "1.50", 10);
        client.list("JAR", "Jar", "1.50", 10);
        client.open("bob", "Bob", "USD", "100.00");
        for (String order : List.of("held", "free")) {
            client.place(order, "bob", line("JAR", 1, "1.50"));
            client.awaitRest(order);
        }
        HttpRequest watching = HttpRequest.newBuilder(platform.uri("/orders/held/updates")).build();
        List<String> lines = new CopyOnWriteArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient();
                Stream<String> updates = heldStream(http.send(watching, BodyHandlers.ofLines())).body()) {
            Thread.ofVirtual().start(() -> updates.forEach(lines::add));
            await().atMost(LIMIT).until(() -> lines.stream().anyMatch(line -> line.startsWith("data:")));

            // when
            EventStore events = platform.context().getBean(EventStore.class);
            try (RawEvents writer = new RawEvents(platform.addresses().axonServer(), platform.addresses().token())) {
                for (String stream : List.of("order:held", "saga:held", "stock:MUG")) {
                    writer.append(stream, events.lastSequenceNumberFor(stream).orElseThrow() + 1,
                            stream.replaceFirst(":.*", ".put-on-hold"),
                            "1", "{}");
                }
            }

            // then
            awaitMark("/orders?customerId=bob", "orderId", "held", "orders/order:held");
            awaitMark("/sagas?limit=200", "orderId", "held", "sagas/saga:held");
            awaitMark("/products?limit=200", "sku", "MUG", "stock/stock:MUG");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(lines.stream()
                    .filter(line -> line.startsWith("data:")).toList().getLast())
                    .contains("\"stale\":true", "\"sequence\":\"order:held\""));
            http.shutdownNow();
        }
    }

    /** Of a list, the one item is marked, and no other that nothing waits for. */
    private static void awaitMark(String path, String key, String name, String sequence) {
        await(path).atMost(LIMIT).untilAsserted(() -> {
            Answer list = api.get(path);
            Predicate<JsonNode> held = item -> item.path(key).asString().equals(name);
            assertThat(list.expect(200).path("items").valueStream().filter(held)).singleElement().satisfies(item -> {
                assertThat(item.path("stale").asBoolean(false)).isTrue();
                assertThat(item.path("heldBackBy").valueStream().map(by -> by.path("group").asString() + "/"
                        + by.path("sequence").asString())).contains(sequence);
                assertThat(item.path("heldBackBy").path(0).path("position").asLong(-1)).isPositive();
            });
            assertThat(list.body().path("items").valueStream().filter(item -> item.path(key).asString().equals("free")
                    || item.path(key).asString().equals("JAR"))).isNotEmpty()
                    .noneMatch(item -> item.has("stale"));
        });
    }

    private static void appendWhatIsNewer() throws Exception {
        String placed = RawEvents.frozen("order.placed");
        try (RawEvents writer = new RawEvents(platform.addresses().axonServer(), platform.addresses().token())) {
            writer.append("marketing:m1", 0, "marketing.mailed", "1", "{}");
            writer.append("order:with-field", 0, "order.placed", "1", placed.replace("some-orderId", "with-field")
                    .replaceFirst("\\{", "{\"giftWrap\":true,"));
            writer.append("order:of-revision", 0, "order.placed", "9", placed.replace("some-orderId", "of-revision"));
            writer.append("order:of-type", 0, "order.put-on-hold", "1", "{\"orderId\":\"of-type\"}");
            writer.append("order:of-type", 1, "order.placed", "1", placed.replace("some-orderId", "of-type"));
            writer.append("account:eve", 0, "account.hold-placed", "9", "{}");
        }
    }

    private static void assertRefusesToLoad(String order, String why) {
        Answer cancelled = api.post("/orders/" + order + "/cancellation", Map.of("reason", "no"));
        assertThat(cancelled.status()).isEqualTo(500);
        assertThat(cancelled.body().path("detail").asString())
                .isEqualTo("Event 0 of order:" + order + " cannot be read: " + why);
    }

    /** To retry it is in vain before there is newer code; to give it up lets what is behind it go on. */
    private static void assertIsGivenUpOnly(String order) {
        for (String letter : List.of("orders/order:" + order, MANAGER + "/" + order)) {
            api.post("/dead-letters/" + letter + "/retry", null).expect(202);
        }
        await().atMost(LIMIT).until(() -> letters().stream().anyMatch(letter -> isOf(letter, MANAGER, order)
                && letter.path("attempts").asInt() > 1 && letter.path("letters").asInt() == 2));
        assertThat(api.get("/orders/" + order).status()).isEqualTo(404);

        for (String letter : List.of("orders/order:" + order, MANAGER + "/" + order)) {
            api.send("DELETE", "/dead-letters/" + letter + "?reason=nobody+waits", null, Map.of()).expect(204);
        }
        await().atMost(LIMIT).until(() -> api.get("/orders/" + order).status() == 200
                && api.get("/sagas/" + order).status() == 200);
    }

    private static AuditReport audit() {
        Addresses addresses = platform.addresses();
        try (AuditTarget target = AuditTarget.connect(addresses)) {
            return Audit.run(target, AuditOptions.whileRunning());
        }
    }

    private static void awaitLetter(String group, String sequence, String cause) {
        await(group + " sets " + sequence + " aside").atMost(LIMIT).untilAsserted(
                () -> assertThat(letters()).anySatisfy(letter -> {
                    assertThat(isOf(letter, group, sequence)).isTrue();
                    assertThat(letter.path("cause").asString()).contains(cause);
                }));
    }

    private static boolean isOf(JsonNode letter, String group, String sequence) {
        return letter.path("group").asString().equals(group) && letter.path("sequence").asString().endsWith(sequence);
    }

    private static List<JsonNode> letters() {
        return api.get("/dead-letters?limit=100").expect(200).path("items").valueStream().toList();
    }
}
