package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see while one service is down, hung, half-open, answers garbage, or starts again. */
class BadWeatherTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String[] KEY = {"Idempotency-Key", "k1"};
    private static final int ATTEMPTS = 5;
    /** Each test has a service of its own, so that no breaker is open of an earlier one. */
    private static final int MOST_TESTS = 20;
    private static final AtomicInteger TESTS = new AtomicInteger();

    private static final List<ServerSocket> SOCKETS = new ArrayList<>();
    private static ScriptedService healthy;
    private static RunningGateway gateway;

    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket broken;
    private String path;

    @BeforeAll
    static void startGateway() throws IOException {
        healthy = ScriptedService.start();
        Map<String, Integer> ports = new HashMap<>(Map.of("healthy", healthy.port()));
        List<String> settings = new ArrayList<>(List.of("--orderflow.gateway.routes[0].paths=/healthy",
                "--orderflow.gateway.routes[0].service=healthy",
                "--orderflow.gateway.resilience.attempts=" + ATTEMPTS,
                "--orderflow.gateway.resilience.first-pause=100ms", "--orderflow.gateway.resilience.open-for=2s",
                "--orderflow.gateway.resilience.max-in-flight=2"));
        for (int i = 1; i <= MOST_TESTS; i++) {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            SOCKETS.add(socket);
            ports.put("broken" + i, socket.getLocalPort());
            settings.add("--orderflow.gateway.routes[%d].paths=/broken%d".formatted(i, i));
            settings.add("--orderflow.gateway.routes[%d].service=broken%d".formatted(i, i));
            settings.add("--orderflow.gateway.routes[%d].timeout=700ms".formatted(i));
        }
        gateway = RunningGateway.before(ports, settings.toArray(String[]::new));
    }

    @AfterAll
    static void stopGateway() throws IOException {
        gateway.close();
        healthy.close();
        for (ServerSocket socket : SOCKETS) {
            socket.close();
        }
    }

    @BeforeEach
    void takeAService() {
        int test = TESTS.incrementAndGet();
        broken = SOCKETS.get(test - 1);
        path = "/broken" + test;
    }

    /** Treats each connection to the broken service in this way. */
    private void breaksBy(Treatment treatment) {
        Thread.ofVirtual().start(() -> {
            while (!broken.isClosed()) {
                try {
                    Socket connection = broken.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> treat(connection, treatment));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void treat(Socket connection, Treatment treatment) {
        try (connection) {
            treatment.apply(connection);
        } catch (IOException gone) {
            // The gateway has closed the connection, as some tests have it do.
            return;
        }
    }

    private interface Treatment {
        void apply(Socket connection) throws IOException;
    }

    private static Treatment answering(String text) {
        return connection -> {
            assertThat(connection.getInputStream().read(new byte[8_192])).isPositive();
            connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    private static Treatment hanging() {
        return connection -> connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void assertOthersAreServed() throws Exception {
        assertThat(gateway.get("/healthy").statusCode()).isEqualTo(200);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"traceId\"");
        assertThat(answer.headers().firstValue("RateLimit")).isPresent();
    }

    @Test
    void repeatsAReadUntilTheServiceIsUpAgain() throws Exception {
        // given
        int port = broken.getLocalPort();
        broken.close();

        // when
        CompletableFuture<HttpResponse<String>> answer = gateway.http().sendAsync(gateway.request(path).build(),
                BodyHandlers.ofString());
        await().during(Duration.ofMillis(50)).until(() -> !answer.isDone());

        // then
        try (ScriptedService again = ScriptedService.startAt(port)) {
            assertThat(answer.get(SOON.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(again.asked()).hasSize(1);
        }
    }

    @Test
    void repeatsAChangeOnlyUnderAKey() throws Exception {
        breaksBy(answering(""));

        HttpResponse<String> answer = gateway.post(path, "{}");
        assertProblem(answer, 503, "SERVICE_UNAVAILABLE");
        assertThat(answer.body()).contains("it is not known whether this was carried out");
        assertThat(connections).hasValue(1);

        assertProblem(gateway.post(path, "{}", KEY), 503, "SERVICE_UNAVAILABLE");
        assertThat(connections).hasValue(1 + ATTEMPTS);
    }

    @Test
    void saysThatAServiceIsDownAndGoesOnByItselfWhenItIsUp() throws Exception {
        // given
        int port = broken.getLocalPort();
        broken.close();

        // when
        HttpResponse<String> answer = gateway.get(path);

        // then
        assertProblem(answer, 503, "SERVICE_UNAVAILABLE");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertOthersAreServed();
        try (ScriptedService again = ScriptedService.startAt(port)) {
            await().atMost(SOON).until(() -> gateway.get(path).statusCode() == 200);
            assertThat(again.asked()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage\r\n\r\n", "HTTP/1.1 999 What\r\n\r\n", "HTTP/1.1 200 OK\r\nConten",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nabc"})
    void makesAProblemOfGarbage(String garbage) throws Exception {
        breaksBy(answering(garbage));

        assertProblem(gateway.post(path, "{}"), 503, "SERVICE_UNAVAILABLE");
        assertOthersAreServed();
    }

    @Test
    void cutsAnAnswerShortThatTheServiceCutsShort() throws Exception {
        breaksBy(answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: text/csv\r\n\r\na,b,c\n"));

        HttpResponse<InputStream> answer = gateway.http().send(gateway.request(path).build(),
                BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            assertThat(in.readNBytes(6)).asString().isEqualTo("a,b,c\n");
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void givesUpAServiceThatHangsAndAsksItOnlyOnce() throws Exception {
        breaksBy(hanging());

        assertProblem(gateway.get(path), 504, "GATEWAY_TIMEOUT");
        assertThat(connections).hasValue(1);
        HttpResponse<String> change = gateway.post(path, "{}", KEY);
        assertProblem(change, 504, "GATEWAY_TIMEOUT");
        assertThat(change.body()).contains("repeat it with the same Idempotency-Key");
        assertOthersAreServed();
    }

    @Test
    void waitsLongerForAClientThatPrefersToWait() throws Exception {
        breaksBy(connection -> {
            assertThat(connection.getInputStream().read(new byte[8_192])).isPositive();
            await().pollDelay(Duration.ofMillis(1_000)).until(() -> true);
            connection.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });

        assertThat(gateway.post(path, "{}", "Prefer", "wait=5").statusCode()).isEqualTo(200);
    }

    @Test
    void stopsAskingAServiceThatKeepsFailingAndTriesItLater() throws Exception {
        // given
        int port = broken.getLocalPort();
        breaksBy(answering(""));

        // when
        await().atMost(SOON).until(() -> gateway.post(path, "{}").body().contains("is not asked for a while"));

        // then
        int asked = connections.get();
        HttpResponse<String> refused = gateway.get(path);
        assertProblem(refused, 503, "SERVICE_UNAVAILABLE");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 2L);
        assertThat(connections).hasValue(asked);
        assertThat(ofThisService("orderflow.gateway.breaker.state", "state", "open").gauge().value()).isEqualTo(1);
        assertThat(ofThisService("orderflow.gateway.calls", "outcome", "open").timer().count()).isPositive();
        assertOthersAreServed();
        broken.close();
        try (ScriptedService again = ScriptedService.startAt(port)) {
            await().atMost(SOON).until(() -> gateway.get(path).statusCode() == 200);
            assertThat(again.asked()).isNotEmpty();
        }
        assertThat(ofThisService("orderflow.gateway.breaker.state", "state", "open").gauge().value()).isZero();
    }

    private RequiredSearch ofThisService(String meter, String label, String value) {
        return gateway.context().getBean(MeterRegistry.class).get(meter)
                .tags("service", path.substring(1), label, value);
    }

    @Test
    void keepsASlowServiceFromTakingWhatOthersNeed() throws Exception {
        // given
        CountDownLatch free = new CountDownLatch(1);
        breaksBy(connection -> {
            assertThat(connection.getInputStream().read(new byte[8_192])).isPositive();
            await().atMost(SOON).until(() -> free.getCount() == 0);
            connection.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });

        // when
        List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(() -> gateway.http()
                .sendAsync(gateway.request(path, "Prefer", "wait=10").build(), BodyHandlers.ofString()))
                .limit(2)
                .toList();
        await().atMost(SOON).untilAtomic(connections, is(2));

        // then
        assertProblem(gateway.get(path), 503, "OVERLOADED");
        assertOthersAreServed();
        free.countDown();
        for (CompletableFuture<HttpResponse<String>> one : waiting) {
            assertThat(one.get(SOON.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }
}
