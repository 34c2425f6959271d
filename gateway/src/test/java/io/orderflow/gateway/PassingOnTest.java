package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.gateway.ScriptedService.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway passes on, and that it neither holds back nor changes anything. */
class PassingOnTest {

    private static final String PROXY = "127.0.0.2";
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Map<String, ScriptedService> SERVICES = new HashMap<>();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        Map<String, Integer> ports = new HashMap<>();
        for (String name : new String[]{"order-command", "payment-command", "inventory-command", "account-ledger",
                "customer-command", "order-query"}) {
            SERVICES.put(name, ScriptedService.start());
            ports.put(name, SERVICES.get(name).port());
        }
        gateway = RunningGateway.before(ports, "--orderflow.proxies.trusted=127\\.0\\.0\\.2");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVICES.values().forEach(ScriptedService::close);
    }

    @BeforeEach
    void forget() {
        SERVICES.values().forEach(service -> service.answers(200, "{}").forget());
    }

    @ParameterizedTest
    @CsvSource({"GET,/orders,order-query", "GET,/orders/o1/events,order-query", "POST,/orders,order-command",
            "POST,/orders/o1/shipment,order-command", "GET,/sagas,order-query", "POST,/sagas/o1/retry,order-command",
            "GET,/products/PEN,order-query", "PUT,/products/PEN/price,inventory-command",
            "POST,/payments/p1/refund,payment-command", "GET,/accounts/ada/statement,account-ledger",
            "POST,/accounts,account-ledger", "GET,/ledger/trial-balance,account-ledger", "GET,/sales,order-query",
            "GET,/customers/c1,order-query", "POST,/customers,customer-command",
            "PUT,/customers/c1/email,customer-command", "POST,/projections/orders/rebuilds,order-query",
            "GET,/rebuilds/r1,order-query", "DELETE,/rebuilds/r1,order-query",
            "POST,/dead-letters/order-saga/o1/retry,order-command"})
    void findsTheServiceOfARequest(String method, String path, String service) throws Exception {
        // when
        gateway.http().send(gateway.request(path).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.discarding());

        // then
        SERVICES.forEach(
                (name, scripted) -> assertThat(scripted.asked()).as(name).hasSize(name.equals(service) ? 1 : 0));
        assertThat(SERVICES.get(service).asked().getFirst().target()).hasToString(path);
    }

    @Test
    void passesAChangeAndItsAnswerOnUnchanged() throws Exception {
        // given
        SERVICES.get("order-command").answers(exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"0\"");
            exchange.getResponseHeaders().add("Location", "/orders/o1");
            exchange.getResponseHeaders().add("Consistency-Token", "42");
            exchange.getResponseHeaders().add("Idempotency-Hit", "true");
            ScriptedService.answer(exchange, 201, "{\"orderId\":\"o1\"}");
        });

        // when
        HttpResponse<String> answer = gateway.post("/orders?a=%7B1%7D&b=x%20y&a=2", "{\"total\":\"ä\"}",
                "Idempotency-Key", "k1", "If-Match", "\"3.q2hX\"", "Authorization", "Bearer t", "Command-Wait",
                "settled", "Prefer", "wait=3", "traceparent", "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01");

        // then
        Asked asked = SERVICES.get("order-command").asked().getFirst();
        assertThat(asked.target()).hasToString("/orders?a=%7B1%7D&b=x%20y&a=2");
        assertThat(asked.body()).isEqualTo("{\"total\":\"ä\"}");
        assertThat(Map.of("Idempotency-Key", "k1", "If-Match", "\"3.q2hX\"", "Authorization", "Bearer t",
                "Command-Wait", "settled", "Prefer", "wait=3", "traceparent",
                "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01", "X-Forwarded-For", "127.0.0.1",
                "X-Forwarded-Port", "" + gateway.port()))
                .allSatisfy((name, value) -> assertThat(asked.header(name)).isEqualTo(value));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"orderId\":\"o1\"}");
        assertThat(Map.of("ETag", "\"0\"", "Location", "/orders/o1", "Consistency-Token", "42", "Idempotency-Hit",
                "true", "Content-Type", "application/json"))
                .allSatisfy((name, value) -> assertThat(answer.headers().allValues(name)).containsExactly(value));
    }

    private static void tells(String service, int status, String methods) {
        SERVICES.get(service).answers(exchange -> {
            exchange.getResponseHeaders().add("Allow", methods);
            ScriptedService.answer(exchange, exchange.getRequestMethod().equals("OPTIONS") ? 200 : status, "");
        });
    }

    private static String allowed(HttpResponse<?> answer) {
        return String.join(" ", answer.headers().allValues("Allow"));
    }

    private static HttpResponse<Void> send(String method, String path) throws Exception {
        return gateway.http().send(gateway.request(path).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.discarding());
    }

    @Test
    void namesTheMethodsOfAllServicesThatShareAPath() throws Exception {
        // given: each service names what it has, also what the table sends to another
        tells("order-query", 405, "GET,HEAD,OPTIONS");
        tells("order-command", 405, "GET,POST,OPTIONS");

        // then
        HttpResponse<Void> refused = send("PATCH", "/orders");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(allowed(refused)).isEqualTo("GET,HEAD,OPTIONS,POST");
        HttpResponse<Void> asked = send("OPTIONS", "/orders?x=1");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(allowed(asked)).isEqualTo("GET,HEAD,OPTIONS,POST");

        // when
        SERVICES.get("order-query").answers(404, "{}");
        assertThat(allowed(send("PATCH", "/orders"))).isEqualTo("POST");
        HttpResponse<Void> known = send("OPTIONS", "/orders/o1/cancellation");
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(allowed(known)).isEqualTo("POST");
        assertThat(send("OPTIONS", "/sales").statusCode()).isEqualTo(404);
    }

    @Test
    void passesAProblemOnAsItIs() throws Exception {
        SERVICES.get("order-query").answers(404, "{\"code\":\"NOT_FOUND\"}");

        HttpResponse<String> answer = gateway.get("/orders/o1");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"code\":\"NOT_FOUND\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/csv"})
    void sendsEachPieceBeforeTheNextOneComes(String type) throws Exception {
        // given
        CountDownLatch seen = new CountDownLatch(1);
        SERVICES.get("order-query").answers(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("one\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                awaitThat(seen);
                out.write("two\n".getBytes(StandardCharsets.UTF_8));
            }
        });

        // when
        HttpResponse<InputStream> answer = gateway.http().send(gateway.request("/orders/o1/updates").build(),
                BodyHandlers.ofInputStream());

        // then
        try (InputStream in = answer.body()) {
            assertThat(new String(in.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("one\n");
            seen.countDown();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("two\n");
        }
    }

    @Test
    void endsAStreamBehindItWhenTheClientLeaves() throws Exception {
        // given
        CountDownLatch ended = new CountDownLatch(1);
        SERVICES.get("order-query").answers(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    // A heartbeat; the gateway notices with one that its client has left.
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (IOException left) {
                ended.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        // when
        try (Socket client = new Socket("127.0.0.1", gateway.port())) {
            client.getOutputStream().write("GET /orders/o1/updates HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readNBytes(100)).hasSize(100);
        }

        // then
        assertThat(ended.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsAServiceTheAddressThatATrustedProxyWasAskedUnder() throws Exception {
        // given
        SERVICES.get("order-command").answers(exchange -> {
            exchange.getResponseHeaders().add("Location", "/orders/o1");
            ScriptedService.answer(exchange, 201, "{}");
        });

        // when
        String answer = askFrom(PROXY, "POST /orders", "X-Forwarded-Prefix: /shop", "X-Forwarded-Host: 127.0.0.9",
                "X-Forwarded-Proto: https", "X-Forwarded-For: 6.6.6.6, 127.0.113.7", "Forwarded: for=9.9.9.9");

        // then
        Asked asked = SERVICES.get("order-command").asked().getFirst();
        assertThat(asked.target()).hasToString("/orders");
        assertThat(Map.of("X-Forwarded-Prefix", "/shop", "X-Forwarded-Host", "127.0.0.9", "X-Forwarded-Proto",
                "https", "X-Forwarded-For", "127.0.113.7", "X-Forwarded-Port", "443", "Forwarded", ""))
                .allSatisfy((name, value) -> assertThat(asked.header(name)).as(name).isEqualTo(value));
        assertThat(answer).contains("Location: /shop/orders/o1");
    }

    @Test
    void showsItsPagesBelowThePrefixOfATrustedProxy() throws Exception {
        assertThat(askFrom(PROXY, "GET /", "X-Forwarded-Prefix: /shop")).contains("Location: /shop/console/");
        assertThat(askFrom(PROXY, "GET /swagger-ui.html", "X-Forwarded-Prefix: /shop"))
                .contains("Location: /shop/swagger-ui/index.html");
        assertThat(askFrom(PROXY, "GET /v3/api-docs/swagger-config", "X-Forwarded-Prefix: /shop"))
                .contains("\"/shop/services/order-query/v3/api-docs\"");
        assertThat(askFrom(PROXY, "GET /v3/api-docs", "X-Forwarded-Prefix: /shop", "X-Forwarded-Host: localhost"))
                .contains("/shop\"", "/customers/{customerId}/overview", "/migrations/{name}");
    }

    @Test
    void believesNobodyElse() throws Exception {
        askFrom("127.0.0.3", "GET /orders", "X-Forwarded-Prefix: /shop", "X-Forwarded-For: 203.0.113.7",
                "X-Forwarded-Host: evil.example", "Forwarded: for=9.9.9.9");

        Asked asked = SERVICES.get("order-query").asked().getFirst();
        assertThat(Map.of("X-Forwarded-Prefix", "", "X-Forwarded-Host", "localhost", "X-Forwarded-For", "127.0.0.3",
                "Forwarded", ""))
                .allSatisfy((name, value) -> assertThat(asked.header(name)).as(name).isEqualTo(value));
    }

    @Test
    void reachesTheWholeInterfaceOfOneService() throws Exception {
        // given
        SERVICES.get("account-ledger").answers(exchange -> {
            exchange.getResponseHeaders().add("Location", "/rebuilds/r1");
            ScriptedService.answer(exchange, 202, "{}");
        });

        // when
        HttpResponse<String> answer = gateway.post("/services/account-ledger/projections/accounts/rebuilds?x=1", "{}");

        // then
        Asked asked = SERVICES.get("account-ledger").asked().getFirst();
        assertThat(asked.target()).hasToString("/projections/accounts/rebuilds?x=1");
        assertThat(asked.header("X-Forwarded-Prefix")).isEqualTo("/services/account-ledger");
        assertThat(answer.headers().firstValue("Location")).hasValue("/services/account-ledger/rebuilds/r1");
    }

    @Test
    void answersForWhatItDoesNotHave() throws Exception {
        assertThat(gateway.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/nothing").body()).contains("\"code\":\"NOT_FOUND\"");
        assertThat(gateway.get("/services/nobody/orders").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesABodyThatIsTooLargeBeforeItAsksAService() throws Exception {
        HttpResponse<String> answer = gateway.post("/orders", "x".repeat((1 << 20) + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"BODY_TOO_LARGE\"");
        assertThat(SERVICES.get("order-command").asked()).isEmpty();
    }

    private static void awaitThat(CountDownLatch latch) {
        await().atMost(SOON).until(() -> latch.getCount() == 0);
    }

    /** Sends a request from another address of this machine, and returns the answer as it came. */
    private static String askFrom(String address, String methodAndPath, String... headers) throws IOException {
        try (Socket client = new Socket()) {
            client.bind(new java.net.InetSocketAddress(address, 0));
            client.connect(new java.net.InetSocketAddress("127.0.0.1", gateway.port()));
            client.getOutputStream().write((methodAndPath + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
