package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.service.access.ForgedTokens;
import io.orderflow.service.access.TestIssuer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests that no decent client sends, in great number: none is answered with a failure of the gateway. */
class BadRequestsTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_129);
    private static final int MAX_WAIT_MILLIS = 10_000;
    private static final int MAX_ANSWER_BYTES = 1 << 16;
    private static final Set<Integer> AWAY = Set.of(503, 504, 505);
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE",
            "PATCH", "CONNECT", "get", "GE T", "", "PROPFIND");
    private static final List<String> PATHS = List.of("/orders", "/orders/%zz", "/orders/%2e%2e/x", "/orders/{x}",
            "/orders/a b", "//orders", "/orders/../../etc/passwd", "*", "http://evil/orders", "/orders/\u00e4",
            "/services/order-query", "/services/order-query/", "/services/nobody/x", "/customers/c1/overview?x=1",
            "/customers/%00/overview", "/migrations/x", "/orders;a=b", "/", "", "/orders/" + "x".repeat(9_000),
            "/swagger-ui.html?x", "/services/../orders", "/error", "/actuator/env");
    private static final List<String> QUERIES = List.of("", "?", "?a", "?a=%", "?a=%ff", "?{}=[]", "?a=1&a=2&&=",
            "?" + "q".repeat(5_000), "?\u00fc=\u00fc", "?a=%00");
    private static final List<String> HEADERS = List.of("Content-Type: application/json", "Content-Type: ;;",
            "Content-Length: x", "Content-Length: -1", "Content-Length: 5", "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip", "Expect: 100-continue", "Expect: what", "Connection: close, X-A", "X-A: 1",
            "Host: a b", "X-Forwarded-For: x", "X-Forwarded-Prefix: ../..", "X-Forwarded-Port: y", "Forwarded: host=[",
            "Accept: */*;q=x", "Accept: text/event-stream", "API-Version: 7", "Prefer: wait=99999999999",
            "Idempotency-Key: ", "If-Match: \"", "Authorization: Bearer " + "t".repeat(7_000), "no colon", ": empty",
            "Range: bytes=-", "Upgrade: websocket", "traceparent: 00-zz", "Cookie: a=b; \u0001", "TE: trailers");
    private static final List<String> BODIES = List.of("", "{", "{}", "5\r\nhello\r\n0\r\n\r\n", "zz\r\n", "\u0000",
            "x".repeat(20_000));

    @Test
    void failsAtNone() throws Exception {
        assertThat(answersTo(List.of(), List.of())).containsKeys(200, 400, 404);
    }

    /** The requests come without a token, with one that counts, and with all kinds of those that do not. */
    @Test
    void failsAtNoneWithOrWithoutATokenAndPassesNoForgedOneOn() throws Exception {
        try (TestIssuer issuer = new TestIssuer()) {
            List<String> forged = List.copyOf(ForgedTokens.of(issuer.key(), issuer.claims().build()).values());
            List<String> tokens = new ArrayList<>(forged);
            tokens.add(issuer.customer("c1", "orders:read operations"));
            assertThat(answersTo(tokens, forged,
                    "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.url()))
                    .containsKeys(200, 400, 401);
        }
    }

    /**
     * Sends all requests, and holds each answer to what holds for all.
     *
     * @param tokens one of which comes with most requests
     * @param forged those that no service may see
     * @return the number of answers with each status
     */
    private static Map<Integer, Integer> answersTo(List<String> tokens, List<String> forged, String... settings)
            throws Exception {
        String[] all = Stream.concat(Stream.of("--orderflow.gateway.resilience.attempts=1",
                "--orderflow.identity.max-invalid=1000000"), Stream.of(settings))
                .toArray(String[]::new);
        try (ScriptedService service = ScriptedService.start();
                RunningGateway gateway = RunningGateway.before(Map.of("order-query", service.port(), "order-command",
                        service.port()), all)) {
            Map<Integer, Integer> answers = new ConcurrentHashMap<>();
            IntStream.range(0, REQUESTS).parallel().forEach(i -> {
                String request = request(new Random(SEED + i), tokens);
                String answer = answerOf(gateway.port(), request);
                int status = statusOf(answer);
                assertThat(status < 500 || AWAY.contains(status)).as("%d for seed %d: %s", status, SEED + i, request)
                        .isTrue();
                assertThat(answer).as(request).doesNotContain("\tat ", "io.orderflow", "Caused by");
                answers.merge(status, 1, Integer::sum);
            });
            assertThat(service.asked()).extracting(asked -> asked.header("Authorization").replace("Bearer ", ""))
                    .doesNotContainAnyElementsOf(forged.isEmpty() ? List.of("none is forged") : forged);
            assertThat(gateway.get("/actuator/health").statusCode()).isEqualTo(200);
            return answers;
        }
    }

    private static String request(Random random, List<String> tokens) {
        StringBuilder request = new StringBuilder(one(METHODS, random)).append(' ')
                .append(one(PATHS, random))
                .append(one(QUERIES, random))
                .append(random.nextInt(50) == 0 ? " HTTP/9.9\r\n" : " HTTP/1.1\r\n")
                .append(random.nextInt(20) == 0 ? "" : "Host: localhost\r\n");
        for (int i = random.nextInt(5); i > 0; i--) {
            request.append(one(HEADERS, random)).append("\r\n");
        }
        if (!tokens.isEmpty() && random.nextInt(4) > 0) {
            request.append("Authorization: Bearer ").append(one(tokens, random)).append("\r\n");
        }
        return request.append("\r\n").append(one(BODIES, random)).toString();
    }

    private static String one(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** The answer as it came, at least its beginning; empty where there is none. */
    private static String answerOf(int port, String request) {
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout(MAX_WAIT_MILLIS);
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            return new String(client.getInputStream().readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
        } catch (IOException closed) {
            // The gateway closes a connection on which it makes out no request.
            return "";
        }
    }

    /** The status of the answer; 0 where there is none, as to a line that is no request of HTTP/1. */
    private static int statusOf(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
