package io.orderflow.query;

import static io.orderflow.query.OrderFixture.MUG;
import static io.orderflow.query.OrderFixture.shippedOrder;
import static io.orderflow.query.OrderFixture.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import io.orderflow.projection.fixture.ListRecorder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Events go in at the event store, and answers come out over HTTP. */
@SpringBootTest(classes = QuerySide.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderQueryIT {

    private static final CustomerId BEN = new CustomerId("ben");
    static final int ORDERS_OF_BEN = 7;
    /** Ben registers after he has ordered, and is renamed a second later. */
    static final Instant NAMED = Story.BEGIN.plusSeconds(2 * 86_400);
    static final int RETRIES = 450;

    @LocalServerPort
    private int port;
    @Autowired
    private EventStore events;
    @Autowired
    private ListRecorder database;
    private QueryClient http;

    @BeforeAll
    void publish() {
        http = new QueryClient(port, events);
        events.publish(shippedOrder().events());
        Story bens = Story.at(Story.BEGIN.plusSeconds(86_400));
        IntStream.range(0, ORDERS_OF_BEN).forEach(n -> bens.then(placedByBen(n)));
        bens.then(new OrderConfirmed(new OrderId("ben-3"), BEN, usd("8.00")));
        bens.then(startedByBen(0));
        bens.then(startedByBen(3));
        bens.then(new ShipmentAwaited(new OrderId("ben-3")));
        IntStream.range(0, RETRIES).forEach(n -> bens.then(
                new StepRetried(new OrderId("ben-0"), SagaStep.RESERVING_STOCK, "attempt " + n)));
        bens.then(new StockReceived(new Sku("GONE"), 5, new ReceiptId("r-0")));
        events.publish(bens.events());
        events.publish(Story.at(NAMED, new CustomerRegistered(BEN, "Ben", "ben@example.org"),
                new CustomerRenamed(BEN, "Ben Bell")).events());
        new ContractStates(http).giveUp("GONE");
        events.publish(Story.of(new ProductListed(new Sku("CUP"), "Cup", usd("3.00")),
                new ProductListed(new Sku("ART"), "Art", usd("9.00")),
                new StockReceived(new Sku("CUP"), 5, new ReceiptId("r-1")),
                new StockReservationRefused(new Sku("NEVER"), new OrderId("nowhere"), 1, StockRefusal.UNKNOWN_PRODUCT))
                .events());
    }

    private static OrderPlaced placedByBen(int number) {
        return new OrderPlaced(new OrderId("ben-" + number), BEN, new AccountId("a-2"),
                List.of(new OrderLine(MUG, 1, usd("8.00"))), usd("8.00"));
    }

    private static FulfilmentStarted startedByBen(int number) {
        OrderPlaced order = placedByBen(number);
        return new FulfilmentStarted(order.orderId(), BEN, order.accountId(), order.lines(), order.total());
    }

    @Nested
    class AnOrder extends OneOrder {
        AnOrder() {
            super(http);
        }
    }

    @Nested
    class Orders extends ManyOrders {
        Orders() {
            super(http);
        }
    }

    @Test
    void showsTheLogOfAllEvents() throws Exception {
        JsonNode newest = http.body("/events?limit=2");
        long head = newest.get("position").asLong();

        assertThat(newest.get("items")).extracting(event -> event.get("type").asString())
                .containsExactly("stock.reservation-refused", "stock.received");
        assertThat(
                http.body("/events?limit=2&cursor=" + newest.get("next").asString()).get("items").get(0).get("position")
                        .asLong())
                .isEqualTo(head - 2);
        assertThat(http.body("/events?type=order.shipped&from=2026-11-23&until=2026-11-23").get("items")).hasSize(1);
        assertThat(http.body("/events?type=order.shipped&until=2026-11-22").get("items")).isEmpty();
        assertThat(http.body("/events?aggregate=saga&aggregateId=ben-0&text=attempt%20449&from=0").get("items"))
                .hasSize(1);
        JsonNode around = http.body("/events/" + (head - 1) + "?neighbours=2");
        assertThat(around.get("event")).isEqualTo(newest.get("items").get(1));
        assertThat(around.get("before")).hasSize(2);
        assertThat(around.get("after")).hasSize(1);
    }

    @Test
    void streamsTheEndOfTheLog() throws Exception {
        long head = http.body("/events?limit=1").get("position").asLong();
        HttpRequest request = HttpRequest.newBuilder(http.uri("/events/updates?type=stock.*"))
                .header("Last-Event-ID", Long.toString(head - 1)).build();

        HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            assertThat(lines.filter(line -> line.startsWith("id: ") || line.startsWith("event: ")).limit(2))
                    .containsExactly("id: " + head, "event: event");
        }
    }

    @Test
    void showsACustomer() throws Exception {
        JsonNode customer = http.body("/customers/ben");

        assertThat(customer.get("orders")).isEqualTo(QueryClient.JSON.readTree("""
                {"placed": 7, "confirmed": 1, "shipped": 0, "rejected": 0, "cancelled": 0,
                 "refunded": 0}"""));
        assertThat(customer.get("ordered")).isEqualTo(QueryClient.JSON.readTree("""
                [{"amount": "56.00", "currency": "USD"}]"""));
        assertThat(customer.get("name").asString()).isEqualTo("Ben Bell");
        assertThat(customer.get("email").asString()).isEqualTo("ben@example.org");
        assertThat(http.body("/customers/anna").get("known").asBoolean()).isFalse();
        assertThat(customer.get("lastOrders").get(0)).isEqualTo(QueryClient.JSON.readTree("""
                {"orderId": "ben-6", "status": "PLACED", "total": {"amount": "8.00", "currency": "USD"},
                 "placedAt": "2026-11-23T23:59:56Z"}"""));
    }

    @Test
    void showsAProduct() throws Exception {
        HttpResponse<String> answer = http.get("/products/CUP");

        assertThat(answer.headers().firstValue("ETag").orElseThrow()).startsWith("\"1.");
        JsonNode product = QueryClient.JSON.readTree(answer.body());
        assertThat(product.get("onHand").asInt()).isEqualTo(5);
        assertThat(product.get("available").asInt()).isEqualTo(5);
        assertThat(http.body("/products/CUP?asOf=v0").get("onHand").asInt()).isZero();
    }

    @Test
    void listsProductsBySku() throws Exception {
        JsonNode first = http.body("/products?limit=1");

        assertThat(first.get("items").get(0).get("sku").asString()).isEqualTo("ART");
        JsonNode second = http.body("/products?limit=1&cursor=" + first.get("next").asString());
        assertThat(second.get("items").get(0).get("sku").asString()).isEqualTo("CUP");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void reportsSalesDayByDay() throws Exception {
        JsonNode report = http.body("/sales?from=2026-11-22&to=2026-11-23");

        assertThat(report.get("items")).extracting(day -> day.get("day").asString()).containsExactly("2026-11-22",
                "2026-11-23");
        assertThat(report.get("items").get(1).get("revenue")).isEqualTo(QueryClient.JSON.readTree("""
                [{"amount": "18.00", "currency": "USD"}]"""));
        assertThat(report.get("orders").get("placed").asInt()).isEqualTo(8);
        assertThat(report.get("revenue")).isEqualTo(report.get("items").get(1).get("revenue"));
    }

    @Test
    void reportsTheLastThirtyDaysWhereNobodySaysWhich() throws Exception {
        JsonNode report = http.body("/sales?to=2026-12-21");

        assertThat(report.get("from").asString()).isEqualTo("2026-11-22");
        assertThat(http.get("/sales").statusCode()).isEqualTo(200);
    }

    @Nested
    class Sagas extends Processes {
        Sagas() {
            super(http);
        }
    }

    static List<String> lists() {
        return List.of("orders, /orders?limit=1", "orders, /orders?limit=1&customerId=ben",
                "orders, /orders?limit=1&status=PLACED", "orders, /orders?limit=1&customerId=ben&status=PLACED",
                "sagas, /sagas?limit=1", "sagas, /sagas?limit=1&status=ACTIVE",
                "sagas, /sagas?limit=1&status=AWAITING_SHIPMENT&stuckFor=PT1S",
                "sagas, /deadlines?limit=1", "stock, /products?limit=1");
    }

    /** The kits have lists of their own. A history's pages are documents, and each is read by its name. */
    @Test
    void triesEveryList() throws Exception {
        List<String> withPages = new ArrayList<>();
        http.body("/v3/api-docs").get("paths").properties().stream()
                .filter(path -> path.getValue().path("get").path("parameters").findValuesAsString("name")
                        .contains("cursor"))
                .forEach(path -> withPages.add(path.getKey()));
        withPages.removeAll(List.of("/rebuilds", "/dead-letters", "/dead-letter-batches",
                "/dead-letter-batches/{batchId}/items", "/orders/{orderId}/events",
                "/orders/{orderId}/versions", "/orders/{orderId}/causes", "/events"));

        assertThat(lists()).extracting(list -> list.replaceAll(".*, |\\?.*", ""))
                .as("lists that are read off an index; one that is missing here belongs into lists()")
                .containsAll(withPages);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void readsListsOffIndexesOnMongoDbProper(String list) throws Exception {
        String[] parts = list.split(", ");
        String readModel = parts[0];
        String path = parts[1];
        database.forgetLists();

        JsonNode next = http.body(path).get("next");
        http.body(path + (next.isNull() ? "" : "&cursor=" + next.asString()));

        assertThat(database.lists(readModel + "_v")).hasSize(2).allMatch(database::isReadOffAnIndex);
    }

    static List<Expectation> expectations() {
        return Expectations.of("order-query").stream()
                .filter(expected -> !expected.target().matches("/(server|actuator).*"))
                .toList();
    }

    /** The event server, which is not here, and the metrics of all are asked in {@code ConsoleContractsIT}. */
    @ParameterizedTest
    @MethodSource("expectations")
    void meetsWhatConsumersExpect(Expectation expected) throws Exception {
        Map<String, String> ids = new ContractStates(http).make(expected.state());

        if (expected.method().equals("GET")) {
            await().untilAsserted(() -> assertThat(expected.unmetBy(http.uri("/"), ids)).isEmpty());
        } else {
            assertThat(expected.unmetBy(http.uri("/"), ids)).isEmpty();
        }
    }

    @Test
    void describesItself() throws Exception {
        assertThat(http.body("/v3/api-docs").get("paths").propertyNames()).contains("/orders", "/orders/{orderId}",
                "/orders/{orderId}/events", "/customers/{customerId}", "/products", "/products/{sku}", "/sales",
                "/saga-count",
                "/sagas",
                "/sagas/{orderId}");
    }
}
