package io.orderflow.projection.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.orderflow.projection.serve.GreetingService.Greeter;
import io.orderflow.projection.serve.GreetingService.GreetingProjection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** One sequence of dead letters, and retries of many, over HTTP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "axon.axonserver.enabled=false", classes = GreetingService.class)
@DirtiesContext
class DeadLetterRetryHttpTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Greeter greeter;

    @Autowired
    private GreetingProjection projection;

    @Test
    void showsOneSequenceWithItsEventAndWhatWasTried() throws Exception {
        // given
        projection.poisoned = true;
        greeter.greet("gus", "poison");

        // when
        send("POST", "/dead-letters/greetings/gus/retry", "{\"reason\":\"a new release\"}");

        // then
        await().untilAsserted(() -> {
            String shown = send("GET", "/dead-letters/greetings/gus", null).body();
            assertThat(JsonPath.<String>read(shown, "letter.state")).isEqualTo("FAILED");
            assertThat(JsonPath.<List<Boolean>>read(shown, "attempts[*].byOperator")).containsExactly(true, false);
            assertThat(JsonPath.<List<String>>read(shown, "attempts[*].cause")).containsOnly("not nice");
        });
        String shown = send("GET", "/dead-letters/greetings/gus", null).body();
        assertThat(JsonPath.<List<String>>read(shown, "requests[*].reason")).containsExactly("a new release");
        assertThat(JsonPath.<List<String>>read(shown, "requests[*].by")).containsExactly("anonymous");
        assertThat(JsonPath.<String>read(shown, "event.payload.name")).isEqualTo("gus");
        assertThat(send("GET", "/dead-letters/greetings/nobody", null).statusCode()).isEqualTo(404);

        projection.poisoned = false;
        send("DELETE", "/dead-letters/greetings/gus?reason=rude", null);
        await().until(() -> send("GET", "/dead-letters/greetings/gus", null).statusCode() == 404);
    }

    @Test
    void retriesAllThatMatchWithTheOutcomeOfEach() throws Exception {
        // given
        projection.poisoned = true;
        List.of("hal", "ian").forEach(name -> greeter.greet(name, "poison", "hello"));
        assertThat(send("GET", "/dead-letter-count?group=greetings&cause=NICE", null).body())
                .isEqualTo("{\"count\":2,\"more\":false}");
        assertThat(send("GET", "/dead-letter-count?group=greetings&cause=other", null).body())
                .isEqualTo("{\"count\":0,\"more\":false}");
        assertThat(send("GET", "/dead-letter-count?group=nothing", null).statusCode()).isEqualTo(404);

        // when
        String asked = batch("{\"group\":\"greetings\",\"cause\":\"nice\"}", 2);
        await().untilAsserted(() -> assertThat(send("GET", "/dead-letters?cause=nice", null).body())
                .doesNotContain("RETRYING"));

        // then
        assertThat(outcomes(asked)).containsExactly("ASKED", "ASKED");
        assertThat(send("DELETE", "/dead-letter-batches/" + asked, null).statusCode()).isEqualTo(202);
        assertThat(JsonPath.<String>read(send("GET", "/dead-letter-batches/" + asked, null).body(), "state"))
                .isEqualTo("CANCELLED");

        // when
        projection.poisoned = false;
        String resolved = batch("{\"group\":\"greetings\"}", 2);

        // then
        await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(JsonPath.<String>read(send("GET", "/dead-letter-batches/" + resolved, null).body(),
                        "state")).isEqualTo("COMPLETED"));
        assertThat(outcomes(resolved)).containsExactly("RESOLVED", "RESOLVED");
        assertThat(times("hal")).isEqualTo(2);
        assertThat(JsonPath.<List<String>>read(send("GET", "/dead-letter-batches", null).body(), "items[*].batchId"))
                .containsExactly(resolved, asked);
    }

    @Test
    void refusesABatchOfMoreThanItsOperatorHasSeen() throws Exception {
        projection.poisoned = true;
        List.of("jim", "kay").forEach(name -> greeter.greet(name, "poison"));

        assertThat(start("{\"group\":\"greetings\"}", 0).statusCode()).isEqualTo(409);
        assertThat(start("{\"group\":\"nothing\"}", 2).statusCode()).isEqualTo(404);

        projection.poisoned = false;
        String all = batch("{\"group\":\"greetings\"}", 2);
        await().until(() -> send("GET", "/dead-letter-batches/" + all, null).body().contains("COMPLETED"));
    }

    private String batch(String filter, int expected) throws Exception {
        HttpResponse<String> begun = start(filter, expected);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String id = JsonPath.read(begun.body(), "batchId");
        await().until(() -> JsonPath.<Integer>read(send("GET", "/dead-letter-batches/" + id, null).body(),
                "done") == expected);
        return id;
    }

    private HttpResponse<String> start(String filter, int expected) throws Exception {
        String body = "{\"reason\":\"a new release\",\"filter\":%s,\"expected\":%d}".formatted(filter, expected);
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/dead-letter-batches"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }

    private List<String> outcomes(String batch) throws Exception {
        return JsonPath.read(send("GET", "/dead-letter-batches/" + batch + "/items", null).body(),
                "items[*].outcome");
    }

    private int times(String name) throws Exception {
        return JsonPath.read(send("GET", "/greetings/" + name, null).body(), "times");
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
