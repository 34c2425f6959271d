package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import io.orderflow.platform.embedded.Platform;
import io.orderflow.platform.embedded.PlatformOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents as they happen, and the same documents asked for afterwards, on the embedded event store. */
class TimeTravelIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path data;
    private static Platform platform;
    private static Api api;
    private static PlatformClient client;

    @BeforeAll
    static void start() {
        platform = Platform.start(PlatformOptions.embedded(data));
        api = Api.at(platform.port());
        client = new PlatformClient(api, "ann");
        client.list("PEN", "Pen", "1.50", 10);
        client.list("CUP", "Cup", "2.50", 10);
        client.open("ada", "Ada", "USD", "100.00");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void showsEveryStateOfAnOrderAgain() throws Exception {
        client.place("o1", "ada", line("PEN", 2, "1.50"));
        client.read("/orders/o1");
        Map<Long, JsonNode> seen = new ConcurrentSkipListMap<>();
        try (Stream<String> updates = watch("/orders/o1/updates")) {
            Thread.ofVirtual().start(() -> updates.filter(text -> text.startsWith("data:"))
                    .map(text -> JSON.readTree(text.substring(5)))
                    .forEach(order -> seen.put(order.path("position").asLong(), order)));
            client.awaitRest("o1");
            api.post("/orders/o1/shipment", Map.of("carrier", "Pigeon")).expect(200);
            client.awaitStep("o1", "COMPLETED");
            await().atMost(PlatformClient.SOON).until(() -> seen.values()
                    .stream()
                    .anyMatch(order -> order.path("saga").path("step").asString("").equals("COMPLETED")));
        }
        seen.forEach((position, order) -> assertThat(api.get("/orders/o1?asOf=" + position).expect(200))
                .isEqualTo(order));
    }

    @Test
    void findsEveryMomentOfItsHistory() {
        client.place("o2", "ada", line("CUP", 1, "2.50"));
        client.awaitRest("o2");
        long before = -1;
        for (JsonNode event : client.read("/orders/o2/events").path("items")) {
            long position = event.path("position").asLong();
            Answer past = api.get("/orders/o2?asOf=" + position);
            JsonNode order = past.expect(200);
            assertThat(PlatformClient.header(past, "As-Of-Position")).isEqualTo(Long.toString(position));
            assertThat(order.path("position").asLong()).isBetween(before, position);
            before = order.path("position").asLong();
        }
        assertThat(api.get("/orders/o2?asOf=2999-01-01T00:00:00+02:00").expect(200))
                .isEqualTo(client.read("/orders/o2"));
        assertThat(api.get("/sagas/o2?asOf=v0").expect(200).path("timeline")).hasSize(1);
        assertThat(api.get("/products/CUP?asOf=v0").expect(200).path("onHand").asInt()).isZero();
        PlatformClient.assertProblem(api.get("/orders/o2?asOf=v99"), 404, "NOT_FOUND");
        PlatformClient.assertProblem(api.get("/orders/o2?asOf=0"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/o3", "/sagas/o3", "/products/CUP", "/accounts/ada"})
    void readsEveryWayToNameAMoment(String document) {
        api.post("/orders", client.order("o3", "ada", List.of(line("CUP", 1, "2.50"))));
        client.awaitRest("o3");
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
        HttpResponse<Stream<String>> answer = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + platform.port() + path)).build(),
                BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
