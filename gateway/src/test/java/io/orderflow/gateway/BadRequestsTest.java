package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that no decent client sends, in great number: none is answered with a failure of the gateway. */
class BadRequestsTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_129);
    private static final int MAX_WAIT_MILLIS = 10_000;
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
        try (ScriptedService service = ScriptedService.start();
                RunningGateway gateway = RunningGateway.before(Map.of("order-query", service.port(), "order-command",
                        service.port()), "--orderflow.gateway.resilience.attempts=1")) {
            Map<Integer, Integer> answers = new TreeMap<>();
            IntStream.range(0, REQUESTS).parallel().forEach(i -> {
                String request = request(new Random(SEED + i));
                int status = statusOf(gateway.port(), request);
                assertThat(status < 500 || AWAY.contains(status)).as("%d for seed %d: %s", status, SEED + i, request)
                        .isTrue();
                synchronized (answers) {
                    answers.merge(status, 1, Integer::sum);
                }
            });
            assertThat(answers).as("statuses").containsKeys(200, 400, 404);
            assertThat(gateway.get("/orders").statusCode()).isEqualTo(200);
        }
    }

    private static String request(Random random) {
        StringBuilder request = new StringBuilder(one(METHODS, random)).append(' ')
                .append(one(PATHS, random))
                .append(one(QUERIES, random))
                .append(random.nextInt(50) == 0 ? " HTTP/9.9\r\n" : " HTTP/1.1\r\n")
                .append(random.nextInt(20) == 0 ? "" : "Host: localhost\r\n");
        for (int i = random.nextInt(5); i > 0; i--) {
            request.append(one(HEADERS, random)).append("\r\n");
        }
        return request.append("\r\n").append(one(BODIES, random)).toString();
    }

    private static String one(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** The status of the answer; 0 where there is none, as to a line that is no request of HTTP/1. */
    private static int statusOf(int port, String request) {
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout(MAX_WAIT_MILLIS);
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            InputStream in = client.getInputStream();
            byte[] line = in.readNBytes("HTTP/1.1 200".length());
            boolean answered = new String(line, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 ");
            return !answered ? 0 : Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
        } catch (IOException closed) {
            // The gateway closes a connection on which it makes out no request.
            return 0;
        }
    }
}
