package io.orderflow.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of Consul's documented HTTP interface that a registry needs ({@code /v1/agent/service/…}, {@code
 * /v1/health/service/…}, {@code /v1/catalog/services}); no binary of Consul itself is to be had here.
 */
class ConsulTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REGISTER = "/v1/agent/service/register";
    private static final String DEREGISTER = "/v1/agent/service/deregister/";
    private static final String HEALTH = "/v1/health/service/";

    private final Map<String, JsonNode> registered = new ConcurrentHashMap<>();

    @Test
    void registersWithAHealthCheckAndDeregisters() throws Exception {
        HttpServer consul = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        consul.createContext("/", this::answer);
        consul.start();
        String[] at = {"--spring.cloud.consul.host=127.0.0.1",
                "--spring.cloud.consul.port=" + consul.getAddress().getPort()};
        try (SampleProcess one = SampleProcess.start("shop", "consul", at)) {
            SampleProcess two = SampleProcess.start("shop", "consul", at);
            await().atMost(SOON).untilAsserted(() -> assertThat(one.ports("shop"))
                    .containsExactlyInAnyOrder(one.port(), two.port()));
            assertThat(registered.values()).filteredOn(service -> service.path("Name").asString().equals("shop"))
                    .allSatisfy(service -> {
                        assertThat(service.at("/Check/HTTP").asString()).endsWith("/actuator/health/readiness");
                        assertThat(service.at("/Check/Interval").asString()).isEqualTo("5s");
                        assertThat(service.at("/Check/DeregisterCriticalServiceAfter").asString()).isEqualTo("1m");
                    });

            two.close();

            assertThat(one.ports("shop")).isEqualTo(List.of(one.port()));
        } finally {
            consul.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals(REGISTER)) {
            JsonNode service = JSON.readTree(body);
            registered.put(service.path("ID").asString(), service);
            reply(exchange, "");
        } else if (path.startsWith(DEREGISTER)) {
            registered.remove(path.substring(DEREGISTER.length()));
            reply(exchange, "");
        } else if (path.startsWith(HEALTH)) {
            String name = path.substring(HEALTH.length());
            reply(exchange, JSON.writeValueAsString(registered.values()
                    .stream()
                    .filter(service -> service.path("Name").asString().equals(name))
                    .map(ConsulTest::healthy)
                    .toList()));
        } else {
            reply(exchange, "{}");
        }
    }

    private static Map<String, Object> healthy(JsonNode service) {
        return Map.of("Node", Map.of("Node", "n1", "Address", "127.0.0.1"), "Service",
                Map.of("ID", service.path("ID").asString(), "Service", service.path("Name").asString(), "Address",
                        service.path("Address").asString(), "Port", service.path("Port").asInt(), "Tags", List.of(),
                        "Meta", Map.of()),
                "Checks", List.of(Map.of("Status", "passing")));
    }

    private static void reply(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("X-Consul-Index", "1");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
