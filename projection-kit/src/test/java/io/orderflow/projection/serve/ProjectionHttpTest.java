package io.orderflow.projection.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.serve.GreetingService.Greeted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false", "orderflow.projections.consistency-wait=3s",
        "orderflow.projections.retirement-delay=100ms"}, classes = GreetingService.class)
class ProjectionHttpTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private EventStore events;

    @Test
    void waitsForTheWritesThatTheTokenNames() throws Exception {
        events.publish(GenericEventMessage.asEventMessage(new Greeted("ann", "")));
        long position = events.createHeadToken().position().orElseThrow();
        HttpResponse<String> answer = get("/greetings/ann", Long.toString(position));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Stale")).isEmpty();
        assertThat(answer.headers().firstValueAsLong("Projection-Position").orElseThrow())
                .isGreaterThanOrEqualTo(position);
        assertThat(JsonPath.<Integer>read(answer.body(), "times")).isEqualTo(1);
    }

    /** The example of the README. */
    @Test
    void servesAReadModelThatIsWrittenAsTheReadmeShows() throws Exception {
        events.publish(GenericEventMessage
                .asEventMessage(new StockDispatched(new Sku("PEN"), new OrderId("o1"), 2)));
        String token = Long.toString(events.createHeadToken().position().orElseThrow());
        HttpResponse<String> answer = get("/product-sales/PEN", token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<Integer>read(answer.body(), "sold")).isEqualTo(2);
        assertThat(get("/product-sales/CUP", token).statusCode()).isEqualTo(404);
    }

    @Test
    void answersAllTheSameWhenTimeIsUp() throws Exception {
        HttpResponse<String> answer = get("/greetings/nobody", Long.toString(1_000_000));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Stale")).contains("true");
        assertThat(answer.headers().firstValue("Projection-Position")).isPresent();
    }

    @Test
    void waitsAsLongAsTheClientPrefers() throws Exception {
        long begun = System.nanoTime();
        HttpResponse<String> answer = send(request("/greetings/nobody").header("Consistency-Token", "1000000")
                .header("Prefer", "respond-async, wait=0"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2_900));
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=0");
        assertThat(answer.headers().firstValue("Stale")).contains("true");
        long position = answer.headers().firstValueAsLong("Projection-Position").orElseThrow();
        assertThat(answer.headers().firstValueAsLong("Projection-Lag")).hasValue(1_000_000 - position);
    }

    @Test
    void ignoresAPreferenceWithoutAToken() throws Exception {
        HttpResponse<String> answer = send(request("/greetings/nobody").header("Prefer", "wait=20"));
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
        assertThat(answer.headers().firstValue("Projection-Position")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-2", "1.5", "99999999999999999999", "+5", "1 2"})
    void refusesATokenThatIsNoPosition(String token) throws Exception {
        assertProblem(get("/greetings/ann", token), 400, "INVALID_CONSISTENCY_TOKEN");
    }

    @Test
    void rebuildsAndShowsIt() throws Exception {
        HttpResponse<String> started = send("POST", "/projections/greetings/rebuilds", "");
        assertThat(started.statusCode()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("/rebuilds/" + JsonPath.<String>read(started.body(), "rebuildId"));
        await().untilAsserted(() -> {
            String rebuild = get(location, null).body();
            assertThat(JsonPath.<String>read(rebuild, "state")).isEqualTo("PROMOTED");
            assertThat(JsonPath.<Object>read(rebuild, "endedAt")).isNotNull();
            assertThat(JsonPath.<String>read(rebuild, "projection")).isEqualTo("greetings");
        });
        String shown = get("/projections", null).body();
        assertThat(JsonPath.<String>read(shown, "items[0].name")).isEqualTo("greetings");
        assertThat(JsonPath.<String>read(shown, "items[0].collection")).startsWith("greetings_v");
        assertThat(JsonPath.<Integer>read(shown, "items[0].revision")).isEqualTo(3);
        assertThat(JsonPath.<Integer>read(shown, "items[0].lag")).isNotNegative();
        assertProblem(send("DELETE", location, ""), 409, "WRONG_STATE");
    }

    @Test
    void refusesWhatIsNotThere() throws Exception {
        assertProblem(send("POST", "/projections/nothing/rebuilds", ""), 404, "NOT_FOUND");
        assertProblem(get("/rebuilds/nothing", null), 404, "NOT_FOUND");
        assertProblem(send("DELETE", "/rebuilds/nothing", ""), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "state=DONE"})
    void refusesAListThatItCannotMake(String query) throws Exception {
        assertThat(get("/rebuilds?" + query, null).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesARebuildInParts() throws Exception {
        HttpResponse<String> answer = send("POST", "/projections/greetings/rebuilds", "{\"from\": 7}");
        assertProblem(answer, 400, "INVALID_VALUE");
        assertThat(JsonPath.<String>read(answer.body(), "detail")).contains("whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"promote\": \"later\"}", "{\"promote\": \"AUTO\"}", "{\"promote\": \"\"}",
            "{\"promote\": 0}",
            "{\"promote\": true}", "{\"promoted\": \"auto\"}", "[]", "\"auto\"", "{"})
    void refusesSettingsThatItDoesNotKnow(String settings) throws Exception {
        assertThat(send("POST", "/projections/greetings/rebuilds", settings).statusCode()).isEqualTo(400);
    }

    @Test
    void streamsARebuildUntilItHasEnded() throws Exception {
        HttpResponse<String> started = send("POST", "/projections/greetings/rebuilds", "{\"promote\": \"auto\"}");
        String location = started.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> stream = get(location + "/progress", null);
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        List<String> lines = stream.body().lines().toList();
        String last = lines.stream().filter(line -> line.startsWith("data:")).toList().getLast();
        assertThat(JsonPath.<String>read(last.substring(5), "state")).isEqualTo("PROMOTED");
        assertThat(lines).contains("event: progress");
        assertThat(stream.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(stream.headers().firstValue("X-Accel-Buffering")).contains("no");
        String id = lines.stream().filter(line -> line.startsWith("id:")).toList().getLast().substring(3).strip();
        assertThat(getAfter(location + "/progress", "0").body()).contains("PROMOTED");
        assertThat(getAfter(location + "/progress", id).statusCode()).isEqualTo(204);
        assertProblem(get("/rebuilds/nothing/progress", null), 404, "NOT_FOUND");
    }

    @Test
    void waitsForItsPromotionAndCanBeTakenBack() throws Exception {
        HttpResponse<String> started = send("POST", "/projections/greetings/rebuilds", "{\"promote\": \"manual\"}");
        String location = started.headers().firstValue("Location").orElseThrow();
        await().untilAsserted(() -> {
            String rebuild = get(location, null).body();
            assertThat(JsonPath.<String>read(rebuild, "state")).isEqualTo("AWAITING_PROMOTION");
            assertThat(JsonPath.<Integer>read(rebuild, "comparison.changed")).isZero();
            assertThat(JsonPath.<String>read(rebuild, "promote")).isEqualTo("manual");
        });
        HttpResponse<String> refusal = send("POST", "/projections/greetings/rebuilds", "");
        assertProblem(refusal, 409, "REBUILD_RUNNING");
        assertThat(refusal.headers().firstValue("Location")).contains(location);
        assertThat(refusal.body()).contains("POST " + location + "/promotion", "DELETE " + location);
        String waiting = get("/rebuilds?state=AWAITING_PROMOTION&projection=greetings", null).body();
        assertThat(JsonPath.<List<String>>read(waiting, "items[*].rebuildId"))
                .containsExactly(location.substring("/rebuilds/".length()));
        String shown = get("/projections", null).body();
        assertThat(JsonPath.<String>read(shown, "items[0].state")).isEqualTo("AWAITING_PROMOTION");
        assertThat(JsonPath.<String>read(shown, "items[0].rebuildId"))
                .isEqualTo(location.substring("/rebuilds/".length()));
        assertProblem(send("POST", "/projections/greetings/rollback", ""), 409, "WRONG_STATE");
        for (int repeat = 0; repeat < 2; repeat++) {
            HttpResponse<String> promoted = send("POST", location + "/promotion", "");
            assertThat(promoted.statusCode()).isEqualTo(200);
            assertThat(JsonPath.<String>read(promoted.body(), "state")).isEqualTo("PROMOTED");
        }
        HttpResponse<String> rolledBack = send("POST", "/projections/greetings/rollback", "");
        assertThat(rolledBack.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(rolledBack.body(), "name")).isEqualTo("greetings");
        assertProblem(send("POST", "/projections/greetings/rollback", ""), 409, "WRONG_STATE");
        assertProblem(send("POST", "/projections/nothing/rollback", ""), 404, "NOT_FOUND");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonPath.<String>read(answer.body(), "code")).isEqualTo(code);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (token != null) {
            request.header("Consistency-Token", token);
        }
        return send(request);
    }

    private HttpResponse<String> getAfter(String path, String lastEventId) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Last-Event-ID", lastEventId).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type",
                "application/json").method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
