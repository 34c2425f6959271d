package io.orderflow.service.web;

import static io.orderflow.service.access.RouteScopes.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.service.access.RouteScopes;
import io.orderflow.service.access.Scope;
import io.orderflow.service.access.TestCertificate;
import io.orderflow.service.access.TestIssuer;
import io.orderflow.service.message.Caller;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service whose callers bring tokens, of an issuer that an authority of its own vouches for. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(classes = SampleService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false", "orderflow.cors.origins=https://shop.example.com",
        "orderflow.identity.max-invalid=15"})
@Import({TokensOverHttpTest.Table.class, TokensOverHttpTest.WhoAmI.class})
class TokensOverHttpTest {

    private static final TestCertificate CERTIFICATE = TestCertificate.make();
    private static final TestIssuer ISSUER = new TestIssuer(CERTIFICATE.ofServer(), "");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @TestConfiguration
    static class Table {

        @Bean
        RouteScopes sampleScopes() {
            return () -> List.of(route("GET", "/accounts/{id}/statement", Scope.LEDGER_READ),
                    route("POST", "/accounts", Scope.LEDGER_WRITE),
                    route("GET", "/caller", Scope.LEDGER_READ, Scope.ORDERS_READ));
        }
    }

    @RestController
    static class WhoAmI {

        @GetMapping("/caller")
        Caller caller() {
            return Caller.current();
        }
    }

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::url);
        registry.add("orderflow.tls.issuer", () -> "private");
        registry.add("spring.ssl.bundle.jks.private.truststore.location", () -> CERTIFICATE.store().toUri());
        registry.add("spring.ssl.bundle.jks.private.truststore.password", () -> TestCertificate.PASSWORD);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
        CERTIFICATE.close();
    }

    private HttpResponse<String> send(String method, String path, @Nullable String token, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody())
                .header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private void assertRefused(HttpResponse<String> answer, int status, String code, String challenge) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains(challenge);
    }

    @Test
    void asksForATokenEverywhereButOnItsPagesAndItsHealth() throws Exception {
        for (String path : List.of("/accounts/a1/statement", "/accounts/a1", "/nothing", "/actuator/metrics",
                "/actuator", "/error", "/accounts/a1/statement;x=1", "//accounts/a1/statement")) {
            assertThat(send("GET", path, null).statusCode()).as(path).isIn(400, 401);
        }
        assertRefused(send("GET", "/accounts/a1/statement", null), 401, "UNAUTHENTICATED", "Bearer");
        assertRefused(send("POST", "/accounts", null), 401, "UNAUTHENTICATED", "Bearer");
        assertThat(send("HEAD", "/accounts/a1/statement", null).statusCode()).isEqualTo(401);
        assertThat(send("OPTIONS", "/accounts/a1/statement", null).statusCode()).isEqualTo(401);
        for (String path : List.of("/v3/api-docs", "/swagger-ui/index.html", "/actuator/health",
                "/actuator/health/readiness")) {
            assertThat(send("GET", path, null).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void letsInWhoHasAScopeOfTheRoute() throws Exception {
        String reader = ISSUER.customer("c1", "ledger:read");
        HttpResponse<String> answer = send("GET", "/accounts/a1/statement", reader);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        assertThat(send("HEAD", "/accounts/a1/statement", reader).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/caller", ISSUER.customer("c1", "orders:read")).body())
                .isEqualTo("{\"subject\":\"user-c1\",\"owner\":\"c1\"}");
        assertRefused(send("POST", "/accounts", reader), 403, "FORBIDDEN", "scope=\"ledger:write\"");
        assertRefused(send("GET", "/actuator/metrics", reader), 403, "FORBIDDEN", "scope=\"operations\"");
        assertThat(send("GET", "/actuator/metrics", ISSUER.customer("c1", "operations")).statusCode()).isEqualTo(200);
        assertThat(send("PUT", "/accounts", reader).statusCode()).isEqualTo(405);
        assertThat(send("GET", "/nothing", reader).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesARouteThatNoModuleNames() throws Exception {
        String everything = ISSUER.customer("c1", "ledger:read ledger:write operations");
        assertRefused(send("GET", "/accounts/a1", everything), 403, "FORBIDDEN", "");
    }

    @Test
    void refusesWhatIsNoValidTokenAndTellsTheLog(CapturedOutput output) throws Exception {
        assertRefused(send("GET", "/accounts/a1/statement", "a.b.c"), 401, "UNAUTHENTICATED", "invalid_token");
        assertRefused(send("GET", "/v3/api-docs", "a.b.c"), 401, "UNAUTHENTICATED", "invalid_token");
        assertRefused(send("GET", "/caller", null, "Authorization", "Basic YTpi"), 401, "UNAUTHENTICATED",
                "invalid_token");
        String token = ISSUER.customer("c1", "orders:read");
        assertRefused(send("GET", "/caller", token, "Authorization", "Bearer " + token), 401, "UNAUTHENTICATED",
                "invalid_token");
        assertRefused(send("GET", "/caller?access_token=" + token, null), 401, "UNAUTHENTICATED", "Bearer");
        assertThat(output.getOut()).contains("Refused GET /accounts/a1/statement", "UNAUTHENTICATED")
                .doesNotContain(token);
    }

    @Test
    void checksNoFurtherTokensFromWhereTooManyWereNotValid(CapturedOutput output) throws Exception {
        String known = ISSUER.customer("c7", "orders:read");
        String[] address = {"X-Forwarded-For", "203.0.113.9"};
        assertThat(send("GET", "/caller", known, address).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            HttpResponse<String> refused = send("GET", "/caller", "a.b.c", address);
            assertThat(refused.statusCode()).isIn(401, 429);
            return refused.statusCode() == 429;
        });

        HttpResponse<String> unchecked = send("GET", "/caller", ISSUER.customer("c8", "orders:read"), address);
        assertRefused(unchecked, 429, "RATE_LIMITED", "");
        assertThat(unchecked.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 11L);
        assertThat(send("GET", "/caller", known, address).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/caller", ISSUER.customer("c8", "orders:read"), "X-Forwarded-For", "203.0.113.10")
                .statusCode()).isEqualTo(200);
        assertThat(output.getOut()).contains("from 203.0.113.9 to somebody unknown: RATE_LIMITED");
    }

    @Test
    void tellsTheLogWhoTriesOutWhatOthersHave(CapturedOutput output) throws Exception {
        send("GET", "/nothing/of-c1", ISSUER.customer("c1", "orders:read"));
        send("GET", "/nothing/of-anybody", ISSUER.customer("c1", "operations"));

        assertThat(output.getOut()).contains("Refused GET /nothing/of-c1 from 127.0.0.1 to user-c1: NOT_FOUND")
                .doesNotContain("Refused GET /nothing/of-anybody");
    }

    @Test
    void showsOperatorsAloneWhatAilsIt() throws Exception {
        assertThat(send("GET", "/actuator/health", null).body()).doesNotContain("components", "details");
        assertThat(send("GET", "/actuator/health", ISSUER.customer("c1", "operations")).body()).contains("components");
    }

    @Test
    void describesTheScopesOfItsRoutes() throws Exception {
        assertThat(send("GET", "/v3/api-docs", null).body()).contains("every request needs a token",
                "\"openIdConnectUrl\":\"" + ISSUER.url() + "/.well-known/openid-configuration\"",
                "{\"issuer\":[\"ledger:write\"]}");
    }

    @Test
    void letsPagesOfNamedOriginsAlone() throws Exception {
        HttpResponse<String> named = send("GET", "/caller", ISSUER.customer("c1", "orders:read"), "Origin",
                "https://shop.example.com");
        assertThat(named.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example.com");
        HttpResponse<String> asked = send("OPTIONS", "/accounts", null, "Origin", "https://shop.example.com",
                "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers")).hasValue("authorization");
        HttpResponse<String> other = send("OPTIONS", "/accounts", null, "Origin", "https://evil.example",
                "Access-Control-Request-Method", "POST");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<String> foreign = send("GET", "/caller", ISSUER.customer("c1", "orders:read"), "Origin",
                "https://evil.example");
        assertRefused(foreign, 403, "FOREIGN_REQUEST", "");
    }
}
