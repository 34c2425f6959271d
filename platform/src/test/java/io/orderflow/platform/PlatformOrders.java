package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.assertProblem;
import static io.orderflow.platform.PlatformClient.header;
import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The rows of the HTTP table that are about orders. Each test has products, accounts and orders of its own. */
abstract class PlatformOrders extends FreshNames {

    Api api;
    PlatformClient client;

    abstract RunningPlatform platform();

    @BeforeEach
    void stockUp() {
        api = platform().api();
        client = platform().client(customer);
        client.list(sku, "Pen", "1.50", 10);
        client.open(account, "Ada", "USD", "100.00");
    }

    @Nested
    class Orders {

        @Test
        void areCarriedToConfirmationAndShipment() {
            Answer placed = api.post("/orders", orderOf(line(sku, 2, "1.50")));
            placed.expect(201);
            assertThat(header(placed, "Location")).isEqualTo("/orders/" + order);
            assertThat(header(placed, "ETag")).isEqualTo("\"0\"");
            assertThat(header(placed, "Consistency-Token")).matches("\\d+");

            JsonNode confirmed = client.awaitRest(order);
            assertThat(confirmed.path("status").asString()).isEqualTo("CONFIRMED");
            assertThat(confirmed.path("total").path("amount").asString()).isEqualTo("3.00");
            assertThat(confirmed.path("lines").path(0).path("name").asString()).isEqualTo("Pen");
            assertThat(confirmed.path("lines").path(0).path("stock").asString()).isEqualTo("RESERVED");
            assertThat(confirmed.path("payment").path("status").asString()).isEqualTo("AUTHORIZED");
            client.assertMoney(account, "100.00", "3.00", "97.00");
            client.assertStock(sku, 10, 2);

            Answer shipped = api.post("/orders/" + order + "/shipment", Map.of("carrier", "Pigeon"));
            shipped.expect(200);
            client.awaitStep(order, "COMPLETED");
            assertThat(client.read("/orders/" + order).path("status").asString()).isEqualTo("SHIPPED");
            assertThat(client.read("/orders/" + order).path("payment").path("status").asString()).isEqualTo("CAPTURED");
            client.assertMoney(account, "97.00", "0.00", "97.00");
            client.assertStock(sku, 8, 0);
        }

        @Test
        void withOneLineOutOfStockAreRejectedAndHoldNothing() {
            String scarce = client.list("scarce-" + run, "Ink", "2.00", 1);

            api.post("/orders", client.order(order, account, List.of(line(sku, 3, "1.50"), line(scarce, 2, "2.00"))))
                    .expect(201);

            JsonNode rejected = client.awaitRest(order);
            assertThat(rejected.path("status").asString()).isEqualTo("REJECTED");
            assertThat(rejected.path("reason").asString()).isEqualTo("OUT_OF_STOCK");
            client.assertStock(sku, 10, 0);
            client.assertStock(scarce, 1, 0);
            client.assertMoney(account, "100.00", "0.00", "100.00");
        }

        @ParameterizedTest
        @CsvSource({"100,1.50,100,OUT_OF_STOCK", "1,1.49,100,PRICE_CHANGED", "5,1.50,1,INSUFFICIENT_FUNDS"})
        void areRejectedForEachReason(int quantity, String price, String funds, String reason) {
            String other = client.open("other-" + run, "Bob", "USD", funds);

            api.post("/orders", client.order(order, other, List.of(line(sku, quantity, price)))).expect(201);

            assertThat(client.awaitRest(order).path("reason").asString()).isEqualTo(reason);
            client.assertStock(sku, 10, 0);
            client.assertMoney(other, funds + ".00", "0.00", funds + ".00");
        }

        @Test
        void areRejectedWithoutAProductAnAccountOrItsCurrency() {
            String euro = client.open("euro-" + run, "Bob", "EUR", "100");
            client.place("o1-" + run, account, line("never-" + run, 1, "1.00"));
            client.place("o2-" + run, "never-" + run, line(sku, 1, "1.50"));
            client.place("o3-" + run, euro, line(sku, 1, "1.50"));

            assertThat(client.awaitRest("o1-" + run).path("reason").asString()).isEqualTo("UNKNOWN_PRODUCT");
            assertThat(client.awaitRest("o2-" + run).path("reason").asString()).isEqualTo("UNKNOWN_ACCOUNT");
            assertThat(client.awaitRest("o3-" + run).path("reason").asString()).isEqualTo("CURRENCY_MISMATCH");
            client.assertStock(sku, 10, 0);
        }

        @Test
        void areCancelledUntilTheyAreShipped() {
            api.post("/orders", orderOf(line(sku, 2, "1.50"))).expect(201);
            api.post("/orders/" + order + "/cancellation", Map.of("reason", "changed my mind")).expect(200);

            client.awaitStep(order, "COMPENSATED");
            assertThat(client.read("/orders/" + order).path("status").asString()).isEqualTo("CANCELLED");
            client.assertStock(sku, 10, 0);
            client.assertMoney(account, "100.00", "0.00", "100.00");
            assertProblem(api.post("/orders/" + order + "/shipment", Map.of()), 409, "WRONG_STATE");
        }

        @Test
        void tellTheirHistoryAndTheirPast() {
            api.post("/orders", orderOf(line(sku, 2, "1.50"))).expect(201);
            JsonNode confirmed = client.awaitRest(order);
            String between = confirmed.path("placedAt").asString();
            api.post("/orders/" + order + "/cancellation", Map.of("reason", "no")).expect(200);
            client.awaitStep(order, "COMPENSATED");

            List<String> types = new ArrayList<>();
            JsonNode history = client.read("/orders/" + order + "/events").path("items");
            history.forEach(event -> types.add(event.path("type").asString()));
            assertThat(types).startsWith("order.placed").contains("saga.fulfilment-started", "stock.reserved",
                    "payment.authorized", "order.confirmed", "order.cancelled", "saga.fulfilment-compensated");
            assertThat(history.path(0).path("payload").path("orderId").asString()).isEqualTo(order);
            assertThat(history.path(1).path("correlationId").asString())
                    .isEqualTo(history.path(0).path("correlationId").asString()).isNotEmpty();
            assertThat(history.path(1).path("causationId").asString()).isNotEmpty();
            assertThat(typesBehind("order.confirmed")).startsWith("order.place", "order.placed").contains(
                    "saga.start-fulfilment",
                    "saga.stock-secured", "payment.authorize", "account.hold-placed", "payment.authorized");
            assertThat(changesBy("order.confirmed")).contains("status: PLACED -> CONFIRMED");
            assertThat(client.read("/orders/" + order + "?asOf=v0").path("status").asString()).isEqualTo("PLACED");
            assertThat(client.read("/orders/" + order + "?asOf=v1").path("status").asString()).isEqualTo("CONFIRMED");
            assertThat(client.read("/orders/" + order + "?asOf=" + between).path("orderId").asString())
                    .isEqualTo(order);
            assertProblem(api.get("/orders/" + order + "?asOf=yesterday"), 400, "INVALID_VALUE");
            assertProblem(api.get("/orders/" + order + "?asOf=" + Instant.EPOCH), 404, "NOT_FOUND");
        }

        @Test
        void areInTheLogOfAllEvents() {
            api.post("/orders", orderOf(line(sku, 2, "1.50"))).expect(201);
            client.awaitRest(order);

            JsonNode page = client.read("/events?aggregate=order:" + order);
            assertThat(page.path("items").findValuesAsString("type")).containsExactly("order.confirmed",
                    "order.placed");
            long position = page.path("items").path(1).path("position").asLong();
            assertThat(page.path("position").asLong()).isGreaterThan(position);
            JsonNode around = client.read("/events/" + position + "?neighbours=1");
            assertThat(around.path("event")).isEqualTo(page.path("items").path(1));
            assertThat(around.path("after").path(0).path("position").asLong()).isEqualTo(position + 1);
            assertThat(client.read("/events?type=saga.*&text=" + order + "&from=" + position).path("items"))
                    .isNotEmpty();
        }

        /** Follows the causes of an event back to the request. Returns the types on the way, the first one first. */
        private List<String> typesBehind(String type) {
            JsonNode graph = client.read("/orders/" + order + "/causes");
            Map<String, JsonNode> nodes = new HashMap<>();
            graph.path("nodes").forEach(node -> nodes.put(node.path("id").asString(), node));
            Map<String, String> causes = new HashMap<>();
            graph.path("edges").forEach(edge -> causes.put(edge.path("to").asString(), edge.path("from").asString()));
            String id = nodes.values().stream().filter(node -> node.path("type").asString().equals(type)).findFirst()
                    .orElseThrow().path("id").asString();
            List<String> types = new ArrayList<>();
            for (; !nodes.get(id).path("kind").asString().equals("REQUEST"); id = causes.get(id)) {
                types.addFirst(nodes.get(id).path("type").asString());
            }
            return types;
        }

        private List<String> changesBy(String type) {
            List<String> changes = new ArrayList<>();
            client.read("/orders/" + order + "/versions").path("items").forEach(version -> {
                if (version.path("type").asString().equals(type)) {
                    version.path("changes").forEach(change -> changes.add(change.path("field").asString() + ": "
                            + change.path("before").asString() + " -> " + change.path("after").asString()));
                }
            });
            return changes;
        }

        @Test
        void areListedNewestFirstInPages() {
            for (int i = 0; i < 5; i++) {
                client.place("page-" + i + "-" + run, account, line(sku, 1, "1.50"));
            }
            for (int i = 0; i < 5; i++) {
                client.awaitRest("page-" + i + "-" + run);
            }
            List<String> seen = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = client.read("/orders?customerId=" + customer + "&status=CONFIRMED&limit=2" + next);
                page.path("items").forEach(item -> seen.add(item.path("orderId").asString()));
                next = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : "";
            } while (!next.isEmpty());

            assertThat(seen).hasSize(5).doesNotHaveDuplicates().first().isEqualTo("page-4-" + run);
            JsonNode totals = client.read("/customers/" + customer);
            assertThat(totals.toString()).contains("page-4-" + run);
            String today = LocalDate.now(ZoneOffset.UTC).toString();
            assertThat(client.read("/sales?from=" + today + "&to=" + today).toString()).contains("USD", today);
        }
    }

    final Map<String, Object> orderOf(Map<String, Object> line) {
        return client.order(order, account, List.of(line));
    }
}
