package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a running platform, which always reads what is at least as new as all that has happened. */
final class PlatformClient {

    /** The longest that anything asked for may take. */
    static final Duration SOON = Duration.ofSeconds(20);

    private static final Set<String> AT_REST = Set.of("AWAITING_SHIPMENT", "COMPLETED", "COMPENSATED");

    private final Api api;
    private final String customer;

    PlatformClient(Api api, String customer) {
        this.api = api;
        this.customer = customer;
    }

    static Map<String, String> usd(String amount) {
        return Map.of("amount", amount, "currency", "USD");
    }

    static Map<String, Object> line(String sku, int quantity, String price) {
        return Map.of("sku", sku, "quantity", quantity, "unitPrice", usd(price));
    }

    Map<String, Object> order(String id, String payer, List<Map<String, Object>> lines) {
        return Map.of("orderId", id, "customerId", customer, "accountId", payer, "lines", lines);
    }

    void place(String id, String payer, Map<String, Object> line) {
        api.post("/orders", order(id, payer, List.of(line))).expect(201);
    }

    String list(String sku, String name, String price, int quantity) {
        api.post("/products", Map.of("sku", sku, "name", name, "unitPrice", usd(price))).expect(201);
        api.post("/products/" + sku + "/receipts", Map.of("quantity", quantity)).expect(201);
        return sku;
    }

    String open(String id, String owner, String currency, String funds) {
        api.post("/accounts", Map.of("accountId", id, "owner", owner, "currency", currency)).expect(201);
        api.post("/accounts/" + id + "/deposits", Map.of("amount", Map.of("amount", funds, "currency", currency)))
                .expect(201);
        return id;
    }

    JsonNode read(String path) {
        return api.get(path, head()).expect(200);
    }

    /** The platform refuses to say it while the event store is slow, though it still answers reads. */
    private long head() {
        return await().atMost(SOON).ignoreExceptions().until(api::head, any -> true);
    }

    /** Waits until the order's process goes no further by itself, and returns the order. */
    JsonNode awaitRest(String order) {
        await().atMost(SOON).until(() -> AT_REST.contains(stepOf(order)));
        return read("/orders/" + order);
    }

    void awaitStep(String order, String step) {
        await().atMost(SOON).until(() -> step.equals(stepOf(order)));
    }

    private String stepOf(String order) {
        return read("/orders/" + order).path("saga").path("step").asString("");
    }

    void assertMoney(String account, String balance, String held, String available) {
        JsonNode document = read("/accounts/" + account);
        assertThat(List.of(document.path("balance").path("amount").asString(),
                document.path("held").path("amount").asString(), document.path("available").path("amount").asString()))
                .containsExactly(balance, held, available);
    }

    void assertStock(String sku, int onHand, int reserved) {
        JsonNode document = read("/products/" + sku);
        assertThat(List.of(document.path("onHand").asInt(), document.path("reserved").asInt(),
                document.path("available").asInt())).containsExactly(onHand, reserved, onHand - reserved);
    }

    static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.body().path("code").asString("")).as("%s", answer.body()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(new JsonMapper().writeValueAsString(answer.body())).doesNotContain("\tat ", "Exception");
    }

    static String header(Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
    }
}
