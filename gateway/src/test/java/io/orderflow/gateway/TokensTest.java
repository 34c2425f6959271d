package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.service.access.ForgedTokens;
import io.orderflow.service.access.TestIssuer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What the gateway does with the tokens of its callers, and without them. */
class TokensTest {

    /** As a browser needs them before a person has signed in. */
    private static final Set<String> OPEN = Set.of("GET /", "GET /v3/api-docs", "GET /v3/api-docs.yaml",
            "GET /v3/api-docs/swagger-config", "GET /swagger-ui.html");

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final TestIssuer ISSUER = new TestIssuer();
    private static ScriptedService service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        service = ScriptedService.start();
        gateway = RunningGateway.before(Map.of("order-query", service.port(), "order-command", service.port()),
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + ISSUER.url(),
                "--orderflow.identity.max-invalid=1000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
        ISSUER.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    private static HttpResponse<String> send(String method, String path, @Nullable String token) throws Exception {
        String[] headers = token == null ? new String[0] : new String[]{"Authorization", "Bearer " + token};
        return gateway.http()
                .send(gateway.request(path, headers).method(method, BodyPublishers.ofString("{}")).build(),
                        BodyHandlers.ofString());
    }

    @Test
    void passesNothingOnWithATokenThatDoesNotCount() throws Exception {
        Map<String, String> forged = ForgedTokens.of(ISSUER.key(), ISSUER.claims().build());
        for (Map.Entry<String, String> token : forged.entrySet()) {
            for (String path : List.of("/orders", "/services/order-query/orders", "/migrations", "/v3/api-docs")) {
                HttpResponse<String> answer = send("GET", path, token.getValue());
                assertThat(answer.statusCode()).as("%s, %s", path, token.getKey()).isIn(400, 401, 431);
                assertThat(answer.body()).as(token.getKey()).doesNotContain(token.getValue(), "Exception", "\tat ");
            }
        }
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void allowsItsClockToBeAMinuteFromTheIssuers() throws Exception {
        String early = ISSUER.token(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(50))));
        String late = ISSUER.token(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(50))));

        assertThat(send("GET", "/orders", early).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/orders", late).statusCode()).isEqualTo(200);
        assertThat(service.asked()).extracting(asked -> asked.header("Authorization"))
                .containsExactly("Bearer " + early, "Bearer " + late);
    }

    @Test
    void goesOnWithTheKeysThatItKnowsWhileTheIssuerIsAway() throws Exception {
        try (TestIssuer away = new TestIssuer();
                RunningGateway fresh = RunningGateway.before(Map.of("order-query", service.port()),
                        "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + away.url())) {
            assertThat(statusOf(fresh, away.customer("c1", "orders:read"))).isEqualTo(200);
            String known = away.customer("c2", "orders:read");
            away.addKey();
            String unknown = away.customer("c3", "orders:read");

            away.stop();

            await().atMost(SOON).until(() -> statusOf(fresh, unknown) == 503);
            assertThat(statusOf(fresh, known)).isEqualTo(200);
        }
    }

    /** A service ends its streams by itself; this one does not. */
    @Test
    void cutsAnEventStreamOffWhoseTokenDoesNotCountAnyMore() throws Exception {
        service.answers(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream;charset=UTF-8");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream events = exchange.getResponseBody()) {
                while (true) {
                    events.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                    events.flush();
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            }
        });
        Instant end = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        String token = ISSUER.token(claims -> claims.expirationTime(Date.from(end.minusSeconds(60))));
        HttpRequest watching = gateway.request("/orders/o1/updates", "Authorization", "Bearer " + token).build();

        try (Stream<String> lines = gateway.http().send(watching, BodyHandlers.ofLines()).body()) {
            assertThatThrownBy(lines::count).isInstanceOf(UncheckedIOException.class);
        } finally {
            service.answers(200, "{}");
        }

        assertThat(Instant.now()).isBetween(end, end.plusSeconds(10));
    }

    private static int statusOf(RunningGateway asked, String token) throws Exception {
        return asked.get("/orders", "Authorization", "Bearer " + token).statusCode();
    }

    /** Those to services are judged by the services. */
    @Test
    void asksForAScopeOnEachRouteOfItsOwn() throws Exception {
        String stranger = ISSUER.customer("c1", "");
        String operator = ISSUER.customer("c1", "operations orders:read");
        Set<String> open = new TreeSet<>();
        for (String route : routes()) {
            String method = route.split(" ")[0];
            String path = route.split(" ")[1].replaceAll("\\{[^}]*}", "none");
            if (send(method, path, null).statusCode() != 401) {
                open.add(route);
            } else {
                assertThat(send(method, path, stranger).statusCode()).as(route).isEqualTo(403);
                assertThat(send(method, path, operator).statusCode()).as(route).isNotIn(401, 403);
            }
        }
        assertThat(open).isEqualTo(OPEN);
        assertThat(send("GET", "/actuator/metrics", null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/actuator/metrics", stranger).statusCode()).isEqualTo(403);
    }

    private static List<String> routes() {
        return gateway.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(TokensTest::named)
                .filter(route -> !route.contains(" /error"))
                .sorted()
                .toList();
    }

    private static Stream<String> named(RequestMappingInfo route) {
        return route.getMethodsCondition()
                .getMethods()
                .stream()
                .flatMap(method -> route.getPatternValues().stream().map(pattern -> method + " " + pattern));
    }
}
