package io.orderflow.axonserver.http;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.conformance.Clients;
import io.orderflow.axonserver.http.Http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSideTest {

    private static final String NAME = "http-side";

    @TempDir
    private Path directory;
    private AxonServer server;
    private Http http;

    @BeforeEach
    void start() {
        start(AxonServerConfig.inProcess(directory, NAME).withHttp("127.0.0.1", 0).withDevelopmentMode());
    }

    private void start(AxonServerConfig config) {
        server = AxonServer.start(config);
        http = Http.of(server.httpPort());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> contexts() {
        List<String> seenByTestSuites = contexts("/internal/raft/contexts");
        assertThat(contexts("/v1/public/context")).isEqualTo(seenByTestSuites);
        return seenByTestSuites;
    }

    private List<String> contexts(String path) {
        return StreamSupport.stream(http.get(path).json().getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(context -> context.get("context").getAsString())
                .toList();
    }

    @Test
    void tellsThatItIsWellAndWhatItIs() {
        assertThat(http.get("/actuator/health").json()).hasToString("{\"status\":\"UP\"}");
        JsonObject info = http.get("/actuator/info").json().getAsJsonObject();
        // The connector's test suite skips what a server whose version looks otherwise would not know.
        assertThat(info.getAsJsonObject("app").get("version").getAsString()).matches("20[0-9]{2}\\..*");
        assertThat(info.getAsJsonObject("build").get("version").getAsString()).isNotBlank();
        JsonObject me = http.get("/v1/public/me").json().getAsJsonObject();
        assertThat(me.get("authentication").getAsBoolean()).isFalse();
        assertThat(me.get("developmentMode").getAsBoolean()).isTrue();
        assertThat(me.get("version")).isEqualTo(info.getAsJsonObject("app").get("version"));
        assertThat(me.get("contextNames")).hasToString("[\"default\"]");
        assertThat(me.get("httpPort").getAsInt()).isEqualTo(server.httpPort());
        assertThat(http.get("/actuator/health").response().headers().firstValue("Content-Type"))
                .contains("application/json");
    }

    @Test
    void showsItsMetricsToPrometheus() throws Exception {
        try (Clients clients = Clients.inProcess(NAME)) {
            EventChannel events = clients.connect("app").eventChannel();
            events.appendEvents(domainEvent("a", 0), domainEvent("a", 1)).get(5, TimeUnit.SECONDS);
            assertThatThrownBy(() -> events.appendEvents(domainEvent("a", 1)).get(5, TimeUnit.SECONDS))
                    .hasMessageContaining("AXONIQ-2000");
        }

        Reply page = http.get("/actuator/prometheus");

        assertThat(page.response().headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(page.response().body().lines())
                .contains("# TYPE axon_server_appended_events_total counter",
                        "axon_server_appended_events_total{context=\"default\"} 2",
                        "axon_server_requests_total{context=\"default\",outcome=\"refused\"} 1",
                        "axon_server_requests_total{context=\"default\",outcome=\"failed\"} 0",
                        "axon_server_waiting_requests{context=\"default\"} 0")
                .anyMatch(line -> line.matches("axon_server_sync_seconds_sum\\{context=\"default\"} 0\\.\\d{9}"))
                .anyMatch(line -> line.matches("axon_server_store_bytes\\{context=\"default\"} [1-9]\\d*"))
                .anyMatch(line -> line.matches("disk_free_bytes\\{path=\".+\"} [1-9]\\d*"));
    }

    /** In the order in which the test containers of Axon Framework and the connector call them. */
    @Test
    void goesThroughWhatTestHelpersDo() {
        assertThat(http.call("POST", "/v1/context/init").status()).isEqualTo(202);
        assertThat(http.call("POST", "/v2/cluster/init?dcb=false").status()).isEqualTo(202);
        assertThat(contexts()).containsExactly("_admin", "default");

        Reply created = http.send("POST", "/v1/context", """
                {"context": "orders", "dcbContext": false, "replicationGroup": "orders",
                 "roles": [{"node": "axonserver", "role": "PRIMARY"}], "metaData": {"team": "blue"}}
                """, "Content-Type", "application/json");
        assertThat(created.status()).isEqualTo(202);
        assertThat(contexts()).contains("orders");
        assertThat(http.get("/v1/context/orders").json().getAsJsonObject().getAsJsonObject("metaData"))
                .hasToString("{\"team\":\"blue\"}");

        assertThat(http.call("DELETE", "/v1/context/orders").status()).isEqualTo(202);
        assertThat(contexts()).containsExactly("_admin", "default");
    }

    @Test
    void removesAllEventsInDevelopmentMode() throws InterruptedException {
        try (Clients clients = Clients.inProcess(NAME)) {
            EventChannel events = clients.connect("client").eventChannel();
            events.appendEvents(event("before")).join();

            assertThat(http.call("DELETE", "/v1/devmode/purge-events").status()).isEqualTo(200);

            events.appendEvents(event("after")).join();
            try (EventStream stream = events.openStream(-1, 10)) {
                assertThat(stream.next().getEvent().getPayload().getData().toStringUtf8()).isEqualTo("after");
            }
        }
    }

    /** As the newest test containers of Axon Framework empty a server between tests. */
    @Test
    void deletesTheDefaultContextAndMakesItAgainInDevelopmentMode() throws Exception {
        try (Clients clients = Clients.inProcess(NAME)) {
            clients.connect("before").eventChannel().appendEvents(event("before")).join();

            assertThat(http.call("DELETE", "/v1/context/default").status()).isEqualTo(202);
            assertThat(contexts()).containsExactly("_admin");
            assertThat(http.send("POST", "/v1/context", """
                    {"context": "default", "dcbContext": false, "replicationGroup": "default",
                     "roles": [{"node": "axonserver", "role": "PRIMARY"}]}
                    """).status()).isEqualTo(202);
            assertThat(contexts()).containsExactly("_admin", "default");

            EventChannel events = clients.connect("after").eventChannel();
            assertThat(events.getLastToken().get(10, TimeUnit.SECONDS)).isEqualTo(-1);
            events.appendEvents(event("after")).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void hasTheDefaultContextAgainWhenItStartsAgain() {
        assertThat(http.call("DELETE", "/v1/context/default").status()).isEqualTo(202);
        server.close();
        start();

        assertThat(contexts()).containsExactly("_admin", "default");
    }

    @Test
    void removesNoEventsOtherwise() {
        server.close();
        start(AxonServerConfig.inProcess(directory, NAME).withHttp("127.0.0.1", 0));

        Reply refused = http.call("DELETE", "/v1/devmode/purge-events");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message()).contains("--dev-mode");
        Reply kept = http.call("DELETE", "/v1/context/default");
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.message()).contains("development mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"orders\"", "{\"context\": 5}", "{\"context\": null}", "{}",
            "{\"context\": \"a b\"}", "{\"context\": \"\"}", "{\"context\": \"x\", \"metaData\": []}",
            "{\"context\": \"x\", \"metaData\": {\"k\": 1}}", "{\"context\": \"x\"} trailing",
            "{\"context\": \"x\", \"dcbContext\": true}"})
    void refusesABodyThatItCannotUse(String body) {
        Reply refused = http.send("POST", "/v1/context", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isNotBlank();
        assertThat(contexts()).containsExactly("_admin", "default");
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        assertThat(http.get("/v1/nothing").status()).isEqualTo(404);
        assertThat(http.get("/").status()).isEqualTo(404);
        assertThat(http.get("/v1/context/unknown").message()).contains("unknown");
        assertThat(http.call("DELETE", "/v1/context/unknown").status()).isEqualTo(404);
        assertThat(http.send("POST", "/v1/context", "{\"context\": \"default\"}").status()).isEqualTo(409);
        assertThat(http.get("/v1/components?context=unknown").status()).isEqualTo(404);
        assertThat(http.send("POST", "/v1/context", "x".repeat(70_000)).status()).isEqualTo(413);
        Reply wrongMethod = http.call("PUT", "/v1/context");
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.response().headers().firstValue("Allow")).contains("GET, POST");
    }

    @Test
    void answersHeadAsGetWithoutABody() {
        Reply head = http.call("HEAD", "/actuator/health");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.response().body()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotHttp() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.httpPort())) {
            socket.getOutputStream().write("GARBAGE\0\1\2\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            try (InputStream answer = socket.getInputStream()) {
                assertThat(new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 400");
            }
        }
        assertThat(http.get("/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void refusesCallsUnderAnotherName() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.httpPort())) {
            socket.getOutputStream().write("""
                    DELETE /v1/devmode/purge-events HTTP/1.1\r
                    Host: rebound.example.org\r
                    Connection: close\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403")
                    .contains("rebound.example.org");
        }
    }
}
