package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.service.description.DescribedAnswers.heldStream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents as they happen, and the same documents asked for afterwards, on the embedded event store. */
class TimeTravelIT {

    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.shared();
    private static final Api api = platform.api();
    private static final PlatformClient client = platform.client("ann");

    @BeforeAll
    static void stockUp() {
        client.list("OLD-PEN", "Pen", "1.50", 10);
        client.list("OLD-CUP", "Cup", "2.50", 10);
        client.open("ann-pays", "Ada", "USD", "100.00");
    }

    @Test
    void showsEveryStateOfAnOrderAgain() throws Exception {
        client.place("past-1", "ann-pays", line("OLD-PEN", 2, "1.50"));
        client.read("/orders/past-1");
        Map<Long, JsonNode> seen = new ConcurrentSkipListMap<>();
        try (Stream<String> updates = watch("/orders/past-1/updates")) {
            Thread.ofVirtual().start(() -> updates.filter(text -> text.startsWith("data:"))
                    .map(text -> JSON.readTree(text.substring(5)))
                    .forEach(order -> seen.put(order.path("position").asLong(), order)));
            client.awaitRest("past-1");
            api.post("/orders/past-1/shipment", Map.of("carrier", "Pigeon")).expect(200);
            client.awaitStep("past-1", "COMPLETED");
            await().atMost(PlatformClient.SOON).until(() -> seen.values()
                    .stream()
                    .anyMatch(order -> order.path("saga").path("step").asString("").equals("COMPLETED")));
        }
        seen.forEach((position, order) -> assertThat(api.get("/orders/past-1?asOf=" + position).expect(200))
                .isEqualTo(order));
    }

    @Test
    void findsEveryMomentOfItsHistory() {
        client.place("past-2", "ann-pays", line("OLD-CUP", 1, "2.50"));
        client.awaitRest("past-2");
        long before = -1;
        for (JsonNode event : client.read("/orders/past-2/events").path("items")) {
            long position = event.path("position").asLong();
            Answer past = api.get("/orders/past-2?asOf=" + position);
            JsonNode order = past.expect(200);
            assertThat(PlatformClient.header(past, "As-Of-Position")).isEqualTo(Long.toString(position));
            assertThat(order.path("position").asLong()).isBetween(before, position);
            before = order.path("position").asLong();
        }
        assertThat(api.get("/orders/past-2?asOf=2999-01-01T00:00:00+02:00").expect(200))
                .isEqualTo(client.read("/orders/past-2"));
        assertThat(api.get("/sagas/past-2?asOf=v0").expect(200).path("timeline")).hasSize(1);
        assertThat(api.get("/products/OLD-CUP?asOf=v0").expect(200).path("onHand").asInt()).isZero();
        PlatformClient.assertProblem(api.get("/orders/past-2?asOf=v99"), 404, "NOT_FOUND");
        PlatformClient.assertProblem(api.get("/orders/past-2?asOf=0"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/past-3", "/sagas/past-3", "/products/OLD-CUP", "/accounts/ann-pays"})
    void readsEveryWayToNameAMoment(String document) {
        api.post("/orders", client.order("past-3", "ann-pays", List.of(line("OLD-CUP", 1, "2.50"))));
        client.awaitRest("past-3");
        JsonNode now = client.read(document);
        for (String future : List.of("2999-01-01T00:00:00Z", "2999-01-01T00:00:00+02:00", "2999-01-01",
                "999999999999999999")) {
            Answer answer = api.get(document + "?asOf=" + future);
            assertThat(answer.expect(200)).isEqualTo(now);
            assertThat(PlatformClient.header(answer, "As-Of-Position")).isEqualTo(now.path("position").asString());
        }
        assertThat(api.get(document + "?asOf=v0").expect(200).path("position").asLong())
                .isLessThanOrEqualTo(now.path("position").asLong());
        for (String before : List.of("2001-01-01T00:00:00Z", "0001-01-01", "v999999999999999999")) {
            PlatformClient.assertProblem(api.get(document + "?asOf=" + before), 404, "NOT_FOUND");
        }
        for (String nonsense : List.of("", "x", "v", "-1", "v-1", "1.5", "2026-11-31", "99999999999999999999", "%00",
                "-999999999-01-01T00:00:00Z", "%2B999999999-12-31T23:59:59Z")) {
            PlatformClient.assertProblem(api.get(document + "?asOf=" + nonsense), 400, "INVALID_VALUE");
        }
    }

    @Test
    void hasNoDeadLetters() {
        assertThat(api.get("/dead-letters").expect(200).required("items")).isEmpty();
        PlatformClient.assertProblem(api.get("/dead-letters?cursor=x"), 400, "INVALID_VALUE");
        PlatformClient.assertProblem(api.post("/dead-letters/orders/o9/retry", null), 404, "NOT_FOUND");
        PlatformClient.assertProblem(api.post("/dead-letters/order-saga-manager/o9/retry", null), 404, "NOT_FOUND");
        PlatformClient.assertProblem(api.post("/dead-letters/nobody/o9/retry", null), 404, "NOT_FOUND");
        assertThat(api.get("/actuator/health").expect(200).path("components").path("deadLetters").toString())
                .contains("UP", "sequences");
    }

    private static Stream<String> watch(String path) throws Exception {
        HttpResponse<Stream<String>> answer = heldStream(HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(platform.uri(path)).build(), BodyHandlers.ofLines()));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
