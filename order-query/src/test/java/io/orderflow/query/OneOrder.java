package io.orderflow.query;

import static io.orderflow.query.OrderFixture.MUG;
import static io.orderflow.service.description.DescribedAnswers.held;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be asked about one order, with the events that {@link OrderQueryIT} has published. */
abstract class OneOrder {

    private final QueryClient http;

    OneOrder(QueryClient http) {
        this.http = http;
    }

    @Test
    void isShownAsAWhole() throws Exception {
        HttpResponse<String> answer = http.get("/orders/o-1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag").orElseThrow()).startsWith("\"2.");
        assertThat(answer.headers().firstValue("Projection-Position")).isPresent();
        JsonNode order = QueryClient.JSON.readTree(answer.body());
        assertThat(order).isEqualTo(QueryClient.JSON.readTree("""
                {"orderId": "o-1", "customerId": "anna", "customerName": null, "customerKnown": false,
                 "accountId": "a-1", "status": "SHIPPED",
                 "total": {"amount": "18.00", "currency": "USD"},
                 "lines": [
                   {"sku": "MUG", "name": "Mug", "quantity": 2, "unitPrice": {"amount": "8.00", "currency": "USD"},
                    "lineTotal": {"amount": "16.00", "currency": "USD"}, "stock": "DISPATCHED"},
                   {"sku": "PEN", "name": "Pen", "quantity": 1, "unitPrice": {"amount": "2.00", "currency": "USD"},
                    "lineTotal": {"amount": "2.00", "currency": "USD"}, "stock": "DISPATCHED"}],
                 "payment": {"paymentId": "o-1", "status": "CAPTURED", "reason": null},
                 "saga": {"step": "COMPLETED", "waitingFor": [], "since": "2026-11-23T00:00:12Z"},
                 "reason": null, "placedAt": "2026-11-22T23:59:50Z", "updatedAt": "2026-11-23T00:00:12Z",
                 "version": 2, "position": 22}"""));
    }

    @Test
    void isShownAsItWasAtAVersion() throws Exception {
        HttpResponse<String> answer = http.get("/orders/o-1?asOf=v1");
        JsonNode order = QueryClient.JSON.readTree(answer.body());
        long position = answer.headers().firstValueAsLong("As-Of-Position").orElseThrow();

        assertThat(order.get("status").asString()).isEqualTo("CONFIRMED");
        assertThat(order.get("payment").get("status").asString()).isEqualTo("AUTHORIZED");
        assertThat(order.get("saga").get("step").asString()).isEqualTo("CONFIRMING_ORDER");
        assertThat(order.get("position").asLong()).isEqualTo(position);
        assertThat(http.body("/orders/o-1?asOf=" + position)).isEqualTo(order);
    }

    @Test
    void isShownAsItWasAtATime() throws Exception {
        assertThat(http.body("/orders/o-1?asOf=2026-11-22T23:59:50Z").get("status").asString()).isEqualTo("PLACED");
    }

    @Test
    void showsTheNameThatTheCustomerHadAtTheMoment() throws Exception {
        assertName("/orders/ben-1", "Ben Bell");
        assertName("/orders/ben-1?asOf=v0", null);
        assertName("/orders/ben-1?asOf=" + OrderQueryIT.NAMED.minusSeconds(1), null);
        assertName("/orders/ben-1?asOf=" + OrderQueryIT.NAMED.plusSeconds(9), "Ben Bell");
        HttpResponse<String> then = http.get("/orders/ben-1?asOf=" + OrderQueryIT.NAMED);
        assertName("/orders/ben-1?asOf=" + OrderQueryIT.NAMED, "Ben");
        String position = then.headers().firstValue("As-Of-Position").orElseThrow();
        assertThat(http.body("/orders/ben-1?asOf=" + position)).isEqualTo(QueryClient.JSON.readTree(then.body()));
    }

    private void assertName(String path, @Nullable String name) throws Exception {
        JsonNode order = http.body(path);
        assertThat(order.get("customerKnown").asBoolean()).as(path).isEqualTo(name != null);
        assertThat(order.get("customerName").asStringOpt().orElse(null)).as(path).isEqualTo(name);
    }

    @Test
    void showsTheNameWhileItIsWatched() throws Exception {
        HttpResponse<Stream<String>> updates = http.send(HttpRequest.newBuilder(http.uri("/orders/ben-1/updates"))
                .build(), BodyHandlers.ofLines());
        try (Stream<String> lines = updates.body()) {
            assertThat(lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow())
                    .contains("\"customerName\":\"Ben Bell\"", "\"customerKnown\":true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/nobody", "/orders/o-1?asOf=v9", "/orders/o-1?asOf=2001-01-01T00:00:00Z",
            "/orders/nowhere", "/orders/nowhere/events", "/orders/nowhere/versions", "/orders/nobody/causes",
            "/events/999999",
            "/sagas/nobody", "/customers/nobody",
            "/products/NOTHING", "/products/NEVER"})
    void orAnythingElseIsNotFoundWhereItIsNot(String path) throws Exception {
        QueryClient.assertProblem(http.get(path), 404, "NOT_FOUND");
    }

    @Test
    void isNotTakenForUnchangedWhereOnlyItsVersionIs() throws Exception {
        HttpRequest conditional = HttpRequest.newBuilder(http.uri("/orders/o-1")).header("If-None-Match",
                "\"2\"").build();

        assertThat(held(http.send(conditional, BodyHandlers.ofString())).statusCode()).isEqualTo(200);
    }

    @Test
    void hasALongHistoryOfManyDocuments() throws Exception {
        List<Long> positions = http.pages("/orders/ben-0/events?limit=60").stream()
                .map(item -> item.get("position").asLong())
                .toList();
        assertThat(positions).hasSize(OrderQueryIT.RETRIES + 2).isSorted().doesNotHaveDuplicates();
        assertThat(http.body("/orders/ben-0/events").get("items")).hasSize(OrderQueryIT.RETRIES + 2);
    }

    @Test
    void hasAHistoryInPages() throws Exception {
        JsonNode whole = http.body("/orders/o-1/events");
        assertThat(whole.get("next").isNull()).isTrue();
        assertThat(http.pages("/orders/o-1/events?limit=7")).isEqualTo(whole.get("items").valueStream().toList());
    }

    @Test
    void hasAHistoryOfAllThatTookPart() throws Exception {
        JsonNode items = http.body("/orders/o-1/events").get("items");

        assertThat(items).hasSize(23);
        assertThat(items.get(2)).isEqualTo(QueryClient.JSON.readTree("""
                {"type": "stock.reserved", "time": "2026-11-22T23:59:52Z", "position": 2, "eventId": "e-2",
                 "aggregate": "stock:MUG", "version": 0,
                 "payload": {"sku": "MUG", "orderId": "o-1", "quantity": 2, "name": "Mug"},
                 "correlationId": "c-1", "causationId": "c-2", "actor": "anna", "traceId": "t-1",
                 "command": null, "commandCausationId": null}"""));
    }

    @Test
    void hasTheDifferenceThatEachEventMade() throws Exception {
        JsonNode items = http.body("/orders/o-1/versions").get("items");

        assertThat(items).hasSize(23);
        assertThat(items.get(13)).isEqualTo(QueryClient.JSON.readTree("""
                {"version": 2, "position": 13, "eventId": "e-13", "type": "order.shipped",
                 "time": "2026-11-23T00:00:03Z", "aggregate": "order:o-1", "actor": "anna",
                 "changes": [{"field": "status", "before": "CONFIRMED", "after": "SHIPPED"},
                             {"field": "version", "before": "1", "after": "2"}]}"""));
        for (JsonNode item : items) {
            JsonNode order = http.body("/orders/o-1?asOf=" + item.get("position").asLong());
            assertThat(order.get("version").asLong()).isEqualTo(item.get("version").asLong());
            item.get("changes").forEach(change -> assertThat(valueAt(order, change.get("field").asString()))
                    .as(change.toString()).isEqualTo(textOrNull(change.get("after"))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?limit=7", "?limit=7&cursor=latest", "?limit=5&cursor=9"})
    void hasTheSameDifferencesInItsHistoryWhereTheyAreAskedFor(String page) throws Exception {
        JsonNode both = http.body("/orders/o-1/events" + page + (page.isEmpty() ? "?" : "&") + "changes=true");
        JsonNode versions = http.body("/orders/o-1/versions" + page);

        JsonNode expected = http.body("/orders/o-1/events" + page);
        assertThat(expected.get("items")).isNotEmpty();
        for (int i = 0; i < expected.get("items").size(); i++) {
            ((ObjectNode) expected.get("items").get(i)).set("orderVersion",
                    versions.get("items").get(i).get("version"));
            ((ObjectNode) expected.get("items").get(i)).set("changes", versions.get("items").get(i).get("changes"));
        }
        assertThat(both).isEqualTo(expected);
    }

    private static String valueAt(JsonNode order, String field) {
        JsonNode value = order.at("/" + field.replaceAll("\\[(\\d+)]", "/$1").replace('.', '/'));
        return value.isMissingNode() || value.isNull() || value.isArray() && value.isEmpty()
                ? null
                : value.isArray() ? value.toString() : value.asString();
    }

    private static String textOrNull(JsonNode value) {
        return value.isNull() ? null : value.asString();
    }

    @Test
    void hasTheSameVersionsInPages() throws Exception {
        List<JsonNode> paged = http.pages("/orders/ben-0/versions?limit=77");
        assertThat(paged).hasSize(OrderQueryIT.RETRIES + 2).isEqualTo(http.pages("/orders/ben-0/versions?limit=200"));
        assertThat(paged.getFirst().get("changes").isEmpty()).isFalse();
    }

    @Test
    void hasAGraphOfItsCauses() throws Exception {
        JsonNode first = http.body("/orders/o-1/causes?limit=7");
        JsonNode second = http.body("/orders/o-1/causes?limit=7&cursor=" + first.get("next").asString());

        assertThat(first.get("nodes").valueStream().filter(node -> node.get("kind").asString().equals("EVENT")))
                .hasSize(7);
        assertThat(first.get("edges")).hasSize(7)
                .contains(QueryClient.JSON.readTree("{\"from\": \"c-2\", \"to\": \"e-0\"}"));
        assertThat(second.get("nodes").valueStream().map(node -> node.get("id").asString())).contains("e-7",
                "e-13");
    }
}
