package io.orderflow.projection.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.orderflow.projection.web.GreetingService.Greeter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false", "orderflow.updates.max-subscribers=12", "orderflow.updates.heartbeat=300ms",
        "orderflow.updates.buffer=4"}, classes = GreetingService.class)
@DirtiesContext
class UpdatesHttpTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Greeter greeter;

    @Test
    void showsTheDocumentAndThenItsChanges() throws Exception {
        greet("ann");
        try (Stream<String> lines = open("ann", null).body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(1));
            greet("someone-else");
            greet("ann");
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(1, 2));
            greet("ann");
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(1, 2, 3));
            List<Long> ids = ids(read);
            assertThat(ids).hasSize(3).isSorted();
            assertThat(read).contains("event: update");
            await().untilAsserted(() -> assertThat(read).contains(": still here"));
        }
    }

    @Test
    void resumesAfterTheLastEventThatTheClientSaw() throws Exception {
        greet("bob");
        long first = firstId("bob");
        try (Stream<String> lines = open("bob", Long.toString(first)).body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(read).contains(": still here"));
            assertThat(times(read)).isEmpty();
            greet("bob");
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(2));
        }
        try (Stream<String> lines = open("bob", Long.toString(first)).body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(2));
        }
    }

    @Test
    void beginsAnewWhereTheLastEventIsNoneOfThisLog() throws Exception {
        greet("eve");
        try (Stream<String> lines = open("eve", "999999").body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(1));
        }
    }

    @Test
    void refusesWhatCannotBeWatched() throws Exception {
        assertProblem(get("/projections/greetings/updates?key=nobody"), 404, "NOT_FOUND");
        assertProblem(get("/projections/nothing/updates?key=ann"), 404, "NOT_FOUND");
        assertProblem(get("/projections/greetings/updates"), 400, "INVALID_VALUE");
        greet("cid");
        HttpResponse<String> answer = CLIENT.send(request("cid").header("Last-Event-ID", "x").build(),
                BodyHandlers.ofString());
        assertProblem(answer, 400, "INVALID_VALUE");
    }

    @Test
    void refusesMoreSubscribersThanItBearsAndForgetsThoseThatLeave() throws Exception {
        greet("dan");
        List<Stream<String>> open = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            open.add(awaitOpen("dan"));
        }
        HttpResponse<String> refused = get("/projections/greetings/updates?key=dan");
        assertProblem(refused, 503, "TOO_MANY_SUBSCRIBERS");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        open.forEach(Stream::close);
        awaitOpen("dan").close();
    }

    @Test
    void cutsOffAClientThatReadsTooSlowly() throws Exception {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress("localhost", port));
            greet("big");
            slow.getOutputStream().write(("GET /projections/greetings/updates?key=big HTTP/1.1\r\nHost: localhost\r\n"
                    + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = slow.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            for (int number = 0; number < 24; number++) {
                greeter.greet("big", "x".repeat(500_000));
            }
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("event: overflow");
        }
    }

    private Stream<String> awaitOpen(String key) {
        return await().ignoreExceptions().pollDelay(Duration.ZERO)
                .until(() -> open(key, null), answer -> answer.statusCode() == 200).body();
    }

    private static List<String> collect(Stream<String> lines) {
        List<String> read = Collections.synchronizedList(new ArrayList<>());
        Thread.ofVirtual().start(() -> lines.forEach(read::add));
        return read;
    }

    private static List<Integer> times(List<String> read) {
        return List.copyOf(read)
                .stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JsonPath.<Integer>read(line.substring(5), "times"))
                .toList();
    }

    private static List<Long> ids(List<String> read) {
        return List.copyOf(read)
                .stream()
                .filter(line -> line.startsWith("id:"))
                .map(line -> Long.valueOf(line.substring(3).strip()))
                .toList();
    }

    private long firstId(String key) throws Exception {
        try (Stream<String> lines = open(key, null).body()) {
            return ids(lines.filter(line -> line.startsWith("id:")).limit(1).toList()).getFirst();
        }
    }

    private void greet(String name) {
        greeter.greet(name, "");
    }

    private HttpResponse<Stream<String>> open(String key, String lastEventId) throws Exception {
        HttpRequest.Builder request = request(key);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofLines());
    }

    private HttpRequest.Builder request(String key) {
        return HttpRequest.newBuilder(uri("/projections/greetings/updates?key=" + key))
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).header("Accept", "text/event-stream").build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonPath.<String>read(answer.body(), "code")).isEqualTo(code);
    }
}
