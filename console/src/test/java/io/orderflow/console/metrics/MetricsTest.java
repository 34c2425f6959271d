package io.orderflow.console.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.console.RunningConsole;
import io.orderflow.console.ScriptedPlatform;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may read the metrics of the process, and that they tell of its pages and its memory. */
class MetricsTest {

    private static final String PATH = "/actuator/prometheus";

    private final ScriptedPlatform platform = new ScriptedPlatform();
    private HttpServer server;
    private String issuer;
    private RSAKey key;

    @BeforeEach
    void startIssuer() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        answer("/.well-known/openid-configuration",
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer, issuer));
        answer("/keys", new JWKSet(key.toPublicJWK()).toString());
        server.start();
    }

    private void answer(String path, String json) {
        server.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
        platform.close();
    }

    @Test
    void tellsThisMachineWhereNobodyIsAskedWhoTheyAre() {
        try (RunningConsole console = new RunningConsole(platform)) {
            assertThat(console.page("/orders")).contains("</html>");
            assertThat(console.get(PATH).statusCode()).isEqualTo(200);
            assertThat(console.page(PATH)).contains("jvm_memory_used_bytes{", "process_cpu_usage",
                    "tomcat_sessions_active_current_sessions", "http_server_requests_seconds_count{",
                    "uri=\"/orders\"");
        }
    }

    @Test
    void tellsOnlyWhoseTokenHasTheScope() throws Exception {
        try (RunningConsole console = new RunningConsole(platform,
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer)) {
            assertThat(console.get(PATH).statusCode()).isEqualTo(401);
            assertThat(ask(console, token("operations", "orderflow")).statusCode()).isEqualTo(200);
            assertThat(ask(console, token("operations", "orderflow")).body()).contains("jvm_memory_used_bytes{");
            assertThat(ask(console, token("orders:read", "orderflow")).statusCode()).isEqualTo(403);
            assertThat(ask(console, token("operations", "another")).statusCode()).isEqualTo(401);
            assertThat(ask(console, "no.token.atall").statusCode()).isEqualTo(401);
        }
    }

    private static HttpResponse<String> ask(RunningConsole console, String token) {
        return console.send(HttpRequest.newBuilder(URI.create(console.address() + PATH))
                .header("Authorization", "Bearer " + token).build());
    }

    private String token(String scope, String audience) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
                new JWTClaimsSet.Builder().issuer(issuer).audience(audience).subject("prometheus")
                        .expirationTime(Date.from(Instant.now().plusSeconds(60))).claim("scope", scope).build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
