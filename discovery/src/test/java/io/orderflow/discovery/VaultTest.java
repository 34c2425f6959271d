package io.orderflow.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Vault's documented HTTP interface of its key-value store, version 2 ({@code /v1/secret/data/…}, and
 * {@code /v1/sys/internal/ui/mounts/…} which tells the version); no binary of Vault
 * itself is to be had here.
 */
@ExtendWith(OutputCaptureExtension.class)
class VaultTest {

    private static final String VAULT_TOKEN = "s.vault-token-of-this-test";
    private static final String MOUNTS = "/v1/sys/internal/ui/mounts/";
    private static final Map<String, String> SECRETS = Map.of("/v1/secret/data/orderflow",
            "\"axon.axonserver.token\":\"token-of-all\",\"orderflow.checkpoints.uri\":\"mongodb://of-all\"",
            "/v1/secret/data/shop", "\"orderflow.checkpoints.uri\":\"mongodb://u:pass-of-shop@db/c\"");

    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private HttpServer vault;

    @BeforeEach
    void start() throws IOException {
        vault = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        vault.createContext("/", this::answer);
        vault.start();
    }

    @AfterEach
    void stop() {
        vault.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Vault-Token")));
        String path = exchange.getRequestURI().getPath();
        String secret = SECRETS.get(path);
        if (path.startsWith(MOUNTS)) {
            reply(exchange, 200, "{\"data\":{\"path\":\"secret/\",\"type\":\"kv\",\"options\":{\"version\":\"2\"}}}");
        } else if (secret == null) {
            reply(exchange, 404, "{\"errors\":[]}");
        } else {
            reply(exchange, 200, "{\"data\":{\"data\":{" + secret + "},\"metadata\":{\"version\":1}}}");
        }
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** It does not print its failure to start, which one test causes on purpose. */
    private SampleProcess start(String name) {
        return SampleProcess.start(name, "vault", "--logging.level.org.springframework.boot.SpringApplication=OFF",
                "--VAULT_ADDR=http://127.0.0.1:" + vault.getAddress().getPort(),
                "--VAULT_TOKEN=" + VAULT_TOKEN);
    }

    @Test
    void givesAProcessItsSecretsWhichShowNowhere(CapturedOutput output) throws Exception {
        try (SampleProcess shop = start("shop")) {
            assertThat(shop.setting("axon.axonserver.token")).isEqualTo("token-of-all");
            assertThat(shop.setting("orderflow.checkpoints.uri")).isEqualTo("mongodb://u:pass-of-shop@db/c");
            assertThat(tokens).isNotEmpty().containsOnly(VAULT_TOKEN);
            for (String path : List.of("", "/health", "/env", "/configprops", "/info")) {
                assertThat(get(shop, "/actuator" + path)).doesNotContain("token-of-all", "pass-of-shop", VAULT_TOKEN);
            }
        }
        assertThat(output.getAll()).doesNotContain("token-of-all", "pass-of-shop", VAULT_TOKEN);
    }

    private static String get(SampleProcess process, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + process.port() + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        }
    }

    @Test
    void letsNoProcessStartWithoutItsAnswer() {
        vault.stop(0);

        assertThatThrownBy(() -> start("shop").close()).isInstanceOf(RuntimeException.class);
    }
}
