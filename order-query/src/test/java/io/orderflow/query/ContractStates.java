package io.orderflow.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What must be there for the interactions that consumers expect, where the events of {@link OrderQueryIT} do not make it. */
final class ContractStates {

    /** The first request of all comes while the service is still cold. */
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String REASON = "{\"reason\":\"a reason\"}";

    private final QueryClient http;

    ContractStates(QueryClient http) {
        this.http = http;
    }

    /** Makes the state, and returns by the ids of the file those that the service has made instead. */
    Map<String, String> make(@Nullable String state) throws Exception {
        return switch (state) {
            case null -> Map.of();
            case "customer ben has placed orders, one of which is confirmed", "order o-1 is shipped and paid",
                    "products are listed", "two events of products wait as dead letters",
                    "an event of a product was given up" ->
                Map
                        .of();
            case "batch b-1 retries the letters of products" -> Map.of("b-1", idOf(change("POST",
                    "/dead-letter-batches",
                    "{\"reason\":\"a reason\",\"filter\":{\"group\":\"stock\"},\"expected\":9}"), "batchId"));
            case "no rebuild of sales goes on" -> {
                endRebuild();
                yield Map.of();
            }
            case "rebuild r-1 of sales waits for its promotion" -> Map.of("r-1", waitingRebuild());
            default -> throw new AssertionError("Nobody makes the state: " + state);
        };
    }

    /** Gives the first event of a product up as soon as it waits as a dead letter. */
    void giveUp(String sku) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(change("DELETE", "/dead-letters/stock/" + sku, REASON).statusCode())
                        .isEqualTo(204));
    }

    private void endRebuild() throws Exception {
        JsonNode waiting = waiting();
        if (!waiting.isEmpty()) {
            change("DELETE", "/rebuilds/" + waiting.get(0).get("rebuildId").asString(), REASON);
            await().until(() -> waiting().isEmpty());
        }
    }

    private JsonNode waiting() throws Exception {
        return http.body("/rebuilds?projection=sales&state=AWAITING_PROMOTION").get("items");
    }

    private String waitingRebuild() throws Exception {
        if (waiting().isEmpty()) {
            change("POST", "/projections/sales/rebuilds", "{\"promote\":\"manual\",\"reason\":\"a reason\"}");
            await().until(() -> !waiting().isEmpty());
        }
        return waiting().get(0).get("rebuildId").asString();
    }

    private static String idOf(HttpResponse<String> begun, String name) {
        return QueryClient.JSON.readTree(begun.body()).get(name).asString();
    }

    private HttpResponse<String> change(String method, String path, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(http.uri(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }
}
