package io.orderflow.projection.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.projection.document.RefusingBackend;
import io.orderflow.projection.serve.GreetingService.Greeter;
import io.orderflow.projection.serve.GreetingService.GreetingProjection;
import io.orderflow.service.metrics.MetricSampler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "axon.axonserver.enabled=false", classes = GreetingService.class)
@DirtiesContext
class DeadLetterHttpTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Greeter greeter;

    @Autowired
    private GreetingProjection projection;

    @Autowired
    private RefusingBackend backend;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private List<MetricSampler> samplers;

    @Test
    void showsRetriesAndGivesUp() throws Exception {
        assertThat(send("GET", "/actuator/metrics/orderflow.dead.letters", null).body()).contains("0.0");
        projection.poisoned = true;
        List.of("ann", "bob", "cid").forEach(name -> greeter.greet(name, "poison", "hello"));
        assertThat(health()).isEqualTo("DEGRADED");
        greeter.greet("dan", "hello");
        HttpResponse<String> held = send("GET", "/greetings/ann", null);
        assertThat(held.statusCode()).isEqualTo(404);
        assertThat(held.headers().firstValue("Stale")).contains("true");
        assertThat(held.headers().firstValue("Held-Back-By")).hasValueSatisfying(
                by -> assertThat(by).matches("greetings/ann; position=\\d+"));
        samplers.forEach(MetricSampler::sample);
        assertThat(meters.get("orderflow.dead.sequences").tag("group", "greetings").gauge().value()).isEqualTo(3);
        HttpResponse<String> whole = send("GET", "/greetings/dan", null);
        assertThat(whole.headers().firstValue("Stale")).isEmpty();
        assertThat(whole.headers().firstValue("Held-Back-By")).isEmpty();
        assertThat(send("GET", "/greetings", null).headers().firstValue("Held-Back-By")).hasValueSatisfying(
                by -> assertThat(by).contains("greetings/ann; ", "greetings/bob; ", "greetings/cid; "));

        greeter.greet("fay", "hello", "poison");
        String list = send("GET", "/greetings", null).body();
        assertThat(JsonPath.<List<String>>read(list, "items[?(@.stale==true)].name")).containsExactly("fay");
        assertThat(JsonPath.<List<String>>read(list, "items[?(@.name=='fay')].heldBackBy[*].sequence"))
                .containsExactly("fay");
        assertThat(JsonPath.<List<Object>>read(list, "items[?(@.name=='dan')].stale")).isEmpty();
        assertThat(send("DELETE", "/dead-letters/greetings/fay?reason=rude", null).statusCode()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(send("GET", "/greetings", null).body()).doesNotContain("stale"));

        String first = send("GET", "/dead-letters?limit=2", null).body();
        assertThat(JsonPath.<List<String>>read(first, "items[*].sequence")).containsExactly("ann", "bob");
        assertThat(JsonPath.<List<Integer>>read(first, "items[*].letters")).containsExactly(2, 2);
        assertThat(JsonPath.<String>read(first, "items[0].group")).isEqualTo("greetings");
        assertThat(JsonPath.<String>read(first, "items[0].kind")).isEqualTo("PROJECTION");
        assertThat(JsonPath.<String>read(first, "items[0].cause")).isEqualTo("not nice");
        String next = JsonPath.read(first, "next");
        String second = send("GET", "/dead-letters?limit=2&cursor=" + next, null).body();
        assertThat(JsonPath.<List<String>>read(second, "items[*].sequence")).containsExactly("cid");
        assertThat(JsonPath.<Object>read(second, "next")).isNull();

        assertThat(send("DELETE", "/dead-letters/greetings/ann", null).statusCode()).isEqualTo(400);
        assertThat(send("DELETE", "/dead-letters/greetings/ann?reason=", null).statusCode()).isEqualTo(400);
        assertThat(send("DELETE", "/dead-letters/greetings/ann?reason=rude", null).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/dead-letters/greetings/bob", "{\"reason\":\"rude\"}").statusCode())
                .isEqualTo(204);
        projection.poisoned = false;
        assertThat(send("POST", "/dead-letters/greetings/cid/retry", null).statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(JsonPath.<List<Object>>read(send("GET", "/dead-letters", null).body(), "items"))
                        .isEmpty());

        assertThat(send("GET", "/greetings/ann", null).headers().firstValue("Held-Back-By")).isEmpty();
        assertThat(JsonPath.<List<String>>read(send("GET", "/dead-letters/greetings/given-up", null).body(),
                "items[*].reason")).containsExactly("rude", "rude", "rude");
        assertThat(times("ann")).isEqualTo(1);
        assertThat(times("bob")).isEqualTo(1);
        assertThat(times("cid")).isEqualTo(2);
        await().untilAsserted(() -> assertThat(health()).isEqualTo("UP"));
        assertThat(send("POST", "/dead-letters/greetings/cid/retry", null).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/actuator/metrics/orderflow.dead.letters", null).body()).contains("7.0");
        assertThat(send("GET", "/actuator/metrics/orderflow.dead.sequences", null).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void mend() {
        backend.refuseNothing();
    }

    @Test
    void showsAProjectionThatCannotWriteAndAnswersWithItsHealth() throws Exception {
        greeter.greet("eve", "hello");
        String collection = JsonPath.read(send("GET", "/projections", null).body(), "items[0].collection");
        backend.refuse(collection);
        greeter.greetUnseen("eve", "again");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String shown = send("GET", "/projections", null).body();
            assertThat(JsonPath.<String>read(shown, "items[0].state")).isEqualTo("STALLED");
            assertThat(JsonPath.<String>read(shown, "items[0].failure")).contains("The database refuses");
            assertThat(JsonPath.<String>read(shown, "items[0].stalledSince")).isNotNull();
        });
        await().until(
                () -> meters.get("orderflow.projection.stalled").tag("projection", "greetings").gauge().value() == 1
                        && meters.get("orderflow.projection.lag").tag("projection", "greetings").gauge().value() > 0);
        assertThat(health()).isEqualTo("DEGRADED");
        String health = send("GET", "/actuator/health", null).body();
        assertThat(JsonPath.<String>read(health, "components.repeatedFailures.details['projection " + collection
                + "'].failure")).contains("The database refuses");
        assertThat(JsonPath.<Object>read(health, "components.deadLetters")).isNotNull();
        assertThat(health).doesNotContain("Exception", "com.mongodb", "io.orderflow");
        backend.refuseNothing();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(health()).isEqualTo("UP"));
        assertThat(times("eve")).isEqualTo(2);
    }

    private int times(String name) throws Exception {
        return JsonPath.read(send("GET", "/greetings/" + name, null).body(), "times");
    }

    private String health() throws Exception {
        HttpResponse<String> answer = send("GET", "/actuator/health", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonPath.read(answer.body(), "status");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
