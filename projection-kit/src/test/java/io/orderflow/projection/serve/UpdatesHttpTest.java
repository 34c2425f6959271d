package io.orderflow.projection.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.Rebuilds;
import io.orderflow.projection.serve.GreetingService.Greeter;
import io.orderflow.projection.serve.GreetingService.GreetingProjection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false", "orderflow.updates.max-subscribers=12",
        "orderflow.updates.max-subscribers-per-client=8",
        "orderflow.updates.heartbeat=300ms",
        "orderflow.updates.buffer=4"}, classes = GreetingService.class)
@DirtiesContext
class UpdatesHttpTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Greeter greeter;

    @Autowired
    private GreetingProjection projection;

    @Autowired
    private Rebuilds rebuilds;

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
            assertThat(ids(read)).hasSize(3).doesNotHaveDuplicates();
            assertThat(read).contains("event: update");
            await().untilAsserted(() -> assertThat(read).contains(": still here"));
        }
    }

    @Test
    void marksADocumentThatIsHeldBackUntilItIsNotAnyMore() throws Exception {
        projection.poisoned = true;
        greet("hank");
        try (Stream<String> lines = open("hank", null).body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(1));
            greeter.greet("hank", "poison");
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(1, 1));
            assertThat(lastData(read)).contains("\"stale\":true", "\"heldBackBy\":[{", "\"sequence\":\"hank\"");
            assertThat(ids(read)).doesNotHaveDuplicates();
            projection.poisoned = false;
            retry("greetings/hank");
            await().untilAsserted(() -> assertThat(lastData(read)).contains("\"times\":2").doesNotContain("stale"));
        } finally {
            projection.poisoned = false;
        }
    }

    private static String lastData(List<String> read) {
        return read.stream().filter(line -> line.startsWith("data:")).reduce("", (before, line) -> line);
    }

    private void retry(String letter) throws Exception {
        URI uri = URI.create("http://localhost:" + port + "/dead-letters/" + letter + "/retry");
        assertThat(CLIENT.send(HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }

    /** The reader of the log has passed the event before the client comes, and the projection folds it after. */
    @Test
    void tellsOfAnEventThatIsFoldedOnlyAfterTheClientCame() throws Exception {
        greet("gus");
        greet("other");
        try (Stream<String> other = open("other", null).body()) {
            List<String> seen = collect(other);
            await().untilAsserted(() -> assertThat(times(seen)).containsExactly(1));
            projection.gate = new CountDownLatch(1);
            try {
                greeter.greetUnseen("gus", "late");
                greeter.greetUnseen("other", "later");
                try (Stream<String> lines = open("gus", null).body()) {
                    List<String> read = collect(lines);
                    await().untilAsserted(() -> assertThat(read).contains(": still here"));
                    assertThat(times(read)).containsExactly(1);
                    projection.gate.countDown();
                    await().atMost(Duration.ofSeconds(5)).untilAsserted(
                            () -> assertThat(times(read)).containsExactly(1, 2));
                }
            } finally {
                projection.gate.countDown();
            }
        }
    }

    @Test
    void resumesAfterTheLastEventThatTheClientSaw() throws Exception {
        greet("bob");
        String first = firstId("bob");
        try (Stream<String> lines = open("bob", first).body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(read).contains(": still here"));
            assertThat(times(read)).isEmpty();
            greet("bob");
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(2));
        }
        try (Stream<String> lines = open("bob", first).body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(2));
        }
    }

    /** An id that is ahead is that of a process which is ahead, or else of another log. */
    @ParameterizedTest
    @ValueSource(strings = {"999999", "1.999999.q2hXv0Jm1d8ZkN3c", "77.0.q2hXv0Jm1d8ZkN3c"})
    void beginsAnewWhereTheLastEventIsNoneOfThisLog(String id) throws Exception {
        greet("eve");
        try (Stream<String> lines = open("eve", id).body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(times(read)).isNotEmpty());
        }
    }

    @Test
    void tellsWhoWatchesAndWhoComesBackOfWhatARebuildHasChanged() throws Exception {
        greet("flo");
        String before = firstId("flo");
        String tag = getIfChanged("flo", "\"none\"").headers().firstValue("ETag").orElseThrow();
        assertThat(getIfChanged("flo", tag).statusCode()).isEqualTo(304);
        try (Stream<String> lines = open("flo", null).body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(1));
            projection.prefix = "dear ";
            try {
                rebuild();
            } finally {
                projection.prefix = "";
            }
            await().atMost(Duration.ofSeconds(5)).untilAsserted(
                    () -> assertThat(List.copyOf(read)).anyMatch(line -> line.contains("\"words\":\"dear \"")));
        }
        assertThat(getIfChanged("flo", tag).statusCode()).isEqualTo(200);
        try (Stream<String> lines = open("flo", before).body()) {
            List<String> read = collect(lines);
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(1));
        }
    }

    private HttpResponse<String> getIfChanged(String name, String tag) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri("/greetings/" + name)).header("If-None-Match", tag).build(),
                BodyHandlers.ofString());
    }

    private void rebuild() {
        String id = rebuilds.start("greetings", Promotion.MANUAL).rebuildId();
        await().until(() -> rebuilds.find(id).state() == RebuildState.AWAITING_PROMOTION);
        rebuilds.promote(id);
        await().until(() -> rebuilds.find(id).state() == RebuildState.PROMOTED);
    }

    @Test
    void tellsAHeadRequestWhatTheStreamWouldBeAndTakesNoRoom() throws Exception {
        greet("hal");
        for (int number = 0; number < 30; number++) {
            HttpResponse<String> head = CLIENT.send(request("hal").HEAD().build(), BodyHandlers.ofString());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream;charset=UTF-8");
            assertThat(head.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(head.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(head.body()).isEmpty();
        }
        open("hal", null).body().close();
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
    void refusesMoreStreamsThanOneClientMayHaveAndMoreThanItBearsAndForgetsThoseThatLeave() throws Exception {
        greet("dan");
        List<AutoCloseable> open = new ArrayList<>();
        try {
            for (int number = 0; number < 8; number++) {
                open.add(open("dan", null).body());
            }
            HttpResponse<String> refused = get("/projections/greetings/updates?key=dan");
            assertProblem(refused, 429, "TOO_MANY_STREAMS");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            for (int number = 0; number < 4; number++) {
                Socket stream = openFrom("127.0.0.2", "dan");
                open.add(stream);
                assertThat(statusOf(stream)).isEqualTo(200);
            }
            try (Socket thirteenth = openFrom("127.0.0.3", "dan")) {
                assertThat(statusOf(thirteenth)).isEqualTo(503);
            }
        } finally {
            for (AutoCloseable stream : open) {
                stream.close();
            }
        }
        open("dan", null).body().close();
    }

    /** Every address of this kind is this machine's own. Little that is not read leaves the server. */
    private Socket openFrom(String address, String key) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.getOutputStream().write(("GET /projections/greetings/updates?key=" + key + " HTTP/1.1\r\n"
                + "Host: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int statusOf(Socket socket) throws IOException {
        byte[] statusLine = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        return Integer.parseInt(new String(statusLine, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
    }

    /**
     * One state is more than the sockets hold, so that the slow client's thread is busy with it. Another client sees
     * each of the states behind it, so the slow one is offered each as well, and they are more than its buffer holds.
     */
    @Test
    void cutsOffAClientThatReadsTooSlowly() throws Exception {
        greet("big");
        try (Stream<String> lines = open("big", null).body(); Socket slow = openFrom("127.0.0.4", "big")) {
            List<String> read = collect(lines);
            assertThat(statusOf(slow)).isEqualTo(200);
            await().untilAsserted(() -> assertThat(times(read)).containsExactly(1));
            greeter.greet("big", "x".repeat(6_000_000));
            for (int times = 2; times < 10; times++) {
                int seen = times;
                await().untilAsserted(() -> assertThat(times(read)).hasSize(seen));
                greet("big");
            }
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("event: overflow");
        }
    }

    private static List<String> collect(Stream<String> lines) {
        List<String> read = Collections.synchronizedList(new ArrayList<>());
        Thread.ofVirtual().start(() -> {
            try {
                lines.forEach(read::add);
            } catch (UncheckedIOException ended) {
                read.add("ended: " + ended.getMessage());
            }
        });
        return read;
    }

    private static List<Integer> times(List<String> read) {
        return List.copyOf(read)
                .stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JsonPath.<Integer>read(line.substring(5), "times"))
                .toList();
    }

    private static List<String> ids(List<String> read) {
        return List.copyOf(read)
                .stream()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring(3).strip())
                .toList();
    }

    private String firstId(String key) throws Exception {
        try (Stream<String> lines = open(key, null).body()) {
            return ids(lines.filter(line -> line.startsWith("id:")).limit(1).toList()).getFirst();
        }
    }

    private void greet(String name) {
        greeter.greet(name, "");
    }

    /** Streams that were closed a moment ago are still counted until the next heartbeat. */
    private HttpResponse<Stream<String>> open(String key, String lastEventId) throws Exception {
        HttpRequest.Builder request = request(key);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return await().ignoreExceptions().pollDelay(Duration.ZERO).until(
                () -> CLIENT.send(request.build(), BodyHandlers.ofLines()), answer -> answer.statusCode() == 200);
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
