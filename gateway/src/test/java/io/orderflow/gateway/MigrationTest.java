package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The orders of an old shop move to the services, as docs/migration.md walks them over. */
class MigrationTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;
    private ScriptedService oldShop;
    private ScriptedService services;
    private RunningGateway gateway;

    /** Both systems keep orders; the old one calls a field otherwise, and counts versions in its own way. */
    @BeforeEach
    void start() throws IOException {
        oldShop = shop("{\"orderId\":\"%s\",\"status\":\"NEW\",\"version\":7,\"lines\":[{\"sku\":\"PEN\",\"rev\":1}]}");
        services = shop(
                "{\"orderId\":\"%s\",\"status\":\"PLACED\",\"version\":0,\"lines\":[{\"sku\":\"PEN\",\"rev\":2}]}");
        gateway = startGateway();
    }

    private static ScriptedService shop(String order) throws IOException {
        Map<String, String> orders = new ConcurrentHashMap<>();
        return ScriptedService.start().answers(exchange -> {
            String path = exchange.getRequestURI().getPath().replaceFirst("^/shop", "");
            if (exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().add("Location", "/shop/orders/o1");
                ScriptedService.answer(exchange, 201, "{}");
            } else {
                String id = path.substring(path.lastIndexOf('/') + 1);
                ScriptedService.answer(exchange, 200, orders.computeIfAbsent(id, order::formatted));
            }
        });
    }

    private RunningGateway startGateway() {
        return RunningGateway.before(new HashMap<>(Map.of("order-query", services.port(), "order-command",
                services.port())), "--orderflow.proxies.trusted=127\\.0\\.0\\.1",
                "--orderflow.gateway.migrations.state-file=" + folder.resolve("migrations.json"),
                "--orderflow.gateway.migrations.paths[0].name=orders",
                "--orderflow.gateway.migrations.paths[0].paths=/orders/**",
                "--orderflow.gateway.migrations.paths[0].legacy=http://127.0.0.1:" + oldShop.port() + "/shop",
                "--orderflow.gateway.migrations.paths[0].ignored=version,/lines/*/rev");
    }

    @AfterEach
    void stop() {
        gateway.close();
        oldShop.close();
        services.close();
    }

    private JsonNode decide(String json) throws Exception {
        HttpResponse<String> answer = gateway.http().send(gateway.request("/migrations/orders", "Content-Type",
                "application/json").PUT(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private JsonNode read(String path) throws Exception {
        return JSON.readTree(gateway.get(path).body());
    }

    private boolean isAnsweredByTheServices(String caller) throws Exception {
        return gateway.get("/orders/o1", "X-Forwarded-For", caller).body().contains("PLACED");
    }

    @Test
    void movesTheOrdersOverAndBack() throws Exception {
        // first the old shop answers everything, at its own address
        HttpResponse<String> placed = gateway.post("/orders?a=1", "{}");
        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(placed.headers().firstValue("Location")).hasValue("/orders/o1");
        assertThat(oldShop.asked().getFirst().target()).hasToString("/shop/orders?a=1");
        assertThat(read("/orders/o1").path("status").asString()).isEqualTo("NEW");
        assertThat(services.asked()).isEmpty();

        // then the services are asked too, and the difference in the status shows, but not those that are ignored
        decide("{\"mode\":\"shadow\"}");
        assertThat(read("/orders/o1").path("status").asString()).isEqualTo("NEW");
        await().atMost(SOON).until(() -> read("/migrations/orders").at("/counts/different").asInt() == 1);
        JsonNode difference = read("/migrations/orders/differences").at("/items/0");
        assertThat(difference.path("target").asString()).isEqualTo("/orders/o1");
        assertThat(difference.path("traceId").asString()).hasSize(32);
        assertThat(difference.path("differences")).hasSize(1);
        assertThat(difference.at("/differences/0/path").asString()).isEqualTo("/status");
        assertThat(difference.at("/differences/0/legacy").asString()).isEqualTo("\"NEW\"");
        assertThat(difference.at("/differences/0/fresh").asString()).isEqualTo("\"PLACED\"");

        // changes are the old shop's alone, unless somebody says otherwise
        services.forget();
        gateway.post("/orders", "{}");
        assertThat(services.asked()).isEmpty();

        // then the services answer a third of the callers, the same ones each time
        decide("{\"mode\":\"percent\",\"percent\":30}");
        Map<String, Boolean> first = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            first.put("127.0.113." + i, isAnsweredByTheServices("127.0.113." + i));
        }
        assertThat(first.values().stream().filter(moved -> moved).count()).isBetween(35L, 85L);
        decide("{\"mode\":\"percent\",\"percent\":60}");
        for (String caller : first.keySet()) {
            assertThat(!first.get(caller) || isAnsweredByTheServices(caller)).as(caller).isTrue();
        }

        // then all of them; one call leads back
        decide("{\"mode\":\"new\"}");
        assertThat(read("/orders/o1").path("status").asString()).isEqualTo("PLACED");
        assertThat(decide("{\"mode\":\"legacy\"}").path("percent").asInt()).isEqualTo(60);
        assertThat(read("/orders/o1").path("status").asString()).isEqualTo("NEW");
    }

    @Test
    void keepsADecisionBeyondARestart() throws Exception {
        decide("{\"mode\":\"new\"}");
        gateway.close();

        gateway = startGateway();

        assertThat(read("/migrations").at("/items/0/mode").asString()).isEqualTo("new");
        assertThat(read("/orders/o1").path("status").asString()).isEqualTo("PLACED");
    }

    @Test
    void answersWithTheOldSystemWhileTheNewOneIsDown() throws Exception {
        decide("{\"mode\":\"shadow\"}");
        services.close();

        assertThat(read("/orders/o1").path("status").asString()).isEqualTo("NEW");
        await().atMost(SOON).until(() -> read("/migrations/orders").at("/counts/failed").asInt() == 1);
    }

    @Test
    void countsAnotherStatusAsADifferenceAlsoWhereTheAnswerIsNoJson() throws Exception {
        decide("{\"mode\":\"shadow\"}");
        services.answers(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });

        assertThat(read("/orders/o1").path("status").asString()).isEqualTo("NEW");

        await().atMost(SOON).until(() -> read("/migrations/orders").at("/counts/different").asInt() == 1);
        assertThat(read("/migrations/orders/differences").at("/items/0/differences/0/fresh").asString())
                .isEqualTo("404");
    }

    @Test
    void comparesManyAtOnceWithoutHoldingAnybodyUp() throws Exception {
        decide("{\"mode\":\"shadow\"}");

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                .mapToObj(i -> gateway.http().sendAsync(gateway.request("/orders/o" + i).build(),
                        BodyHandlers.ofString()))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.get(10, TimeUnit.SECONDS).statusCode())
                .isEqualTo(200));
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode counts = read("/migrations/orders").path("counts");
            assertThat(counts.path("different").asInt() + counts.path("skipped").asInt()).isEqualTo(100);
        });
    }

    @Test
    void refusesADecisionThatMakesNoSense() throws Exception {
        HttpResponse<String> unknown = gateway.http().send(gateway.request("/migrations/orders", "Content-Type",
                "application/json").PUT(BodyPublishers.ofString("{\"mode\":\"percent\",\"percent\":101}")).build(),
                BodyHandlers.ofString());

        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(gateway.get("/migrations/nothing").statusCode()).isEqualTo(404);
    }
}
