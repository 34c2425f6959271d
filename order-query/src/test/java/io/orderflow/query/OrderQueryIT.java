package io.orderflow.query;

import static io.orderflow.query.OrderFixture.MUG;
import static io.orderflow.query.OrderFixture.shippedOrder;
import static io.orderflow.query.OrderFixture.usd;
import static io.orderflow.service.description.DescribedAnswers.held;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events go in at the event store, and answers come out over HTTP. */
@SpringBootTest(classes = QuerySide.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderQueryIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final CustomerId BEN = new CustomerId("ben");
    private static final int ORDERS_OF_BEN = 7;
    /** Ben registers after he has ordered, and is renamed a second later. */
    private static final Instant NAMED = Story.BEGIN.plusSeconds(2 * 86_400);
    private static final int RETRIES = 450;

    @LocalServerPort
    private int port;
    @Autowired
    private EventStore events;
    @Autowired
    private ListRecorder database;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    void publish() {
        events.publish(shippedOrder().events());
        Story bens = Story.at(Story.BEGIN.plusSeconds(86_400));
        IntStream.range(0, ORDERS_OF_BEN).forEach(n -> bens.then(placedByBen(n)));
        bens.then(new OrderConfirmed(new OrderId("ben-3"), BEN, usd("8.00")));
        bens.then(startedByBen(0));
        bens.then(startedByBen(3));
        bens.then(new ShipmentAwaited(new OrderId("ben-3")));
        IntStream.range(0, RETRIES).forEach(n -> bens.then(
                new StepRetried(new OrderId("ben-0"), SagaStep.RESERVING_STOCK, "attempt " + n)));
        events.publish(bens.events());
        events.publish(Story.at(NAMED, new CustomerRegistered(BEN, "Ben", "ben@example.org"),
                new CustomerRenamed(BEN, "Ben Bell")).events());
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
    class AnOrder {

        @Test
        void isShownAsAWhole() throws Exception {
            HttpResponse<String> answer = get("/orders/o-1");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("ETag").orElseThrow()).startsWith("\"2.");
            assertThat(answer.headers().firstValue("Projection-Position")).isPresent();
            JsonNode order = JSON.readTree(answer.body());
            assertThat(order).isEqualTo(JSON.readTree("""
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
            HttpResponse<String> answer = get("/orders/o-1?asOf=v1");
            JsonNode order = JSON.readTree(answer.body());
            long position = answer.headers().firstValueAsLong("As-Of-Position").orElseThrow();

            assertThat(order.get("status").asString()).isEqualTo("CONFIRMED");
            assertThat(order.get("payment").get("status").asString()).isEqualTo("AUTHORIZED");
            assertThat(order.get("saga").get("step").asString()).isEqualTo("CONFIRMING_ORDER");
            assertThat(order.get("position").asLong()).isEqualTo(position);
            assertThat(body("/orders/o-1?asOf=" + position)).isEqualTo(order);
        }

        @Test
        void isShownAsItWasAtATime() throws Exception {
            assertThat(body("/orders/o-1?asOf=2026-11-22T23:59:50Z").get("status").asString()).isEqualTo("PLACED");
        }

        @Test
        void showsTheNameThatTheCustomerHadAtTheMoment() throws Exception {
            assertName("/orders/ben-1", "Ben Bell");
            assertName("/orders/ben-1?asOf=v0", null);
            assertName("/orders/ben-1?asOf=" + NAMED.minusSeconds(1), null);
            assertName("/orders/ben-1?asOf=" + NAMED.plusSeconds(9), "Ben Bell");
            HttpResponse<String> then = get("/orders/ben-1?asOf=" + NAMED);
            assertName("/orders/ben-1?asOf=" + NAMED, "Ben");
            String position = then.headers().firstValue("As-Of-Position").orElseThrow();
            assertThat(body("/orders/ben-1?asOf=" + position)).isEqualTo(JSON.readTree(then.body()));
        }

        private void assertName(String path, @Nullable String name) throws Exception {
            JsonNode order = body(path);
            assertThat(order.get("customerKnown").asBoolean()).as(path).isEqualTo(name != null);
            assertThat(order.get("customerName").asStringOpt().orElse(null)).as(path).isEqualTo(name);
        }

        @Test
        void showsTheNameWhileItIsWatched() throws Exception {
            HttpResponse<Stream<String>> updates = client.send(HttpRequest.newBuilder(uri("/orders/ben-1/updates"))
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
            assertProblem(get(path), 404, "NOT_FOUND");
        }

        @Test
        void isNotTakenForUnchangedWhereOnlyItsVersionIs() throws Exception {
            HttpRequest conditional = HttpRequest.newBuilder(uri("/orders/o-1")).header("If-None-Match",
                    "\"2\"").build();

            assertThat(held(client.send(conditional, BodyHandlers.ofString())).statusCode()).isEqualTo(200);
        }

        @Test
        void hasALongHistoryOfManyDocuments() throws Exception {
            List<Long> positions = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = body("/orders/ben-0/events?limit=60" + cursor);
                page.get("items").forEach(item -> positions.add(item.get("position").asLong()));
                cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
            } while (!cursor.isEmpty());
            assertThat(positions).hasSize(RETRIES + 2).isSorted().doesNotHaveDuplicates();
            assertThat(body("/orders/ben-0/events").get("items")).hasSize(RETRIES + 2);
        }

        @Test
        void hasAHistoryInPages() throws Exception {
            JsonNode whole = body("/orders/o-1/events");
            assertThat(whole.get("next").isNull()).isTrue();
            List<JsonNode> paged = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = body("/orders/o-1/events?limit=7" + cursor);
                page.get("items").forEach(paged::add);
                cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
            } while (!cursor.isEmpty());
            assertThat(paged).isEqualTo(whole.get("items").valueStream().toList());
        }

        @Test
        void hasAHistoryOfAllThatTookPart() throws Exception {
            JsonNode items = body("/orders/o-1/events").get("items");

            assertThat(items).hasSize(23);
            assertThat(items.get(2)).isEqualTo(JSON.readTree("""
                    {"type": "stock.reserved", "time": "2026-11-22T23:59:52Z", "position": 2, "eventId": "e-2",
                     "aggregate": "stock:MUG", "version": 0,
                     "payload": {"sku": "MUG", "orderId": "o-1", "quantity": 2, "name": "Mug"},
                     "correlationId": "c-1", "causationId": "c-2", "actor": "anna", "traceId": "t-1",
                     "command": null, "commandCausationId": null}"""));
        }

        @Test
        void hasTheDifferenceThatEachEventMade() throws Exception {
            JsonNode items = body("/orders/o-1/versions").get("items");

            assertThat(items).hasSize(23);
            assertThat(items.get(13)).isEqualTo(JSON.readTree("""
                    {"version": 2, "position": 13, "eventId": "e-13", "type": "order.shipped",
                     "time": "2026-11-23T00:00:03Z", "aggregate": "order:o-1", "actor": "anna",
                     "changes": [{"field": "status", "before": "CONFIRMED", "after": "SHIPPED"},
                                 {"field": "version", "before": "1", "after": "2"}]}"""));
            for (JsonNode item : items) {
                JsonNode order = body("/orders/o-1?asOf=" + item.get("position").asLong());
                assertThat(order.get("version").asLong()).isEqualTo(item.get("version").asLong());
                item.get("changes").forEach(change -> assertThat(valueAt(order, change.get("field").asString()))
                        .as(change.toString()).isEqualTo(textOrNull(change.get("after"))));
            }
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
            List<JsonNode> paged = pages("/orders/ben-0/versions?limit=77");
            assertThat(paged).hasSize(RETRIES + 2).isEqualTo(pages("/orders/ben-0/versions?limit=200"));
            assertThat(paged.getFirst().get("changes").isEmpty()).isFalse();
        }

        private List<JsonNode> pages(String path) throws Exception {
            List<JsonNode> items = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = body(path + cursor);
                page.get("items").forEach(items::add);
                cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asString();
            } while (cursor != null);
            return items;
        }

        @Test
        void hasAGraphOfItsCauses() throws Exception {
            JsonNode first = body("/orders/o-1/causes?limit=7");
            JsonNode second = body("/orders/o-1/causes?limit=7&cursor=" + first.get("next").asString());

            assertThat(first.get("nodes").valueStream().filter(node -> node.get("kind").asString().equals("EVENT")))
                    .hasSize(7);
            assertThat(first.get("edges")).hasSize(7).contains(JSON.readTree("{\"from\": \"c-2\", \"to\": \"e-0\"}"));
            assertThat(second.get("nodes").valueStream().map(node -> node.get("id").asString())).contains("e-7",
                    "e-13");
        }
    }

    @Nested
    class Orders {

        @Test
        void areListedNewestFirstPageByPage() throws Exception {
            List<String> ids = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = body("/orders?limit=3" + next);
                page.get("items").forEach(order -> ids.add(order.get("orderId").asString()));
                next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asString();
            } while (next != null);

            assertThat(ids).containsExactly("ben-6", "ben-5", "ben-4", "ben-3", "ben-2", "ben-1", "ben-0", "o-1");
            assertThat(body("/orders?limit=2&customerId=ben").get("items"))
                    .extracting(order -> order.get("customerName").asString()).containsOnly("Ben Bell");
            assertThat(body("/orders").get("items")).extracting(order -> order.get("customerKnown").asBoolean())
                    .containsExactly(true, true, true, true, true, true, true, false);
        }

        @Test
        void areNarrowedDownToACustomerAndAStatus() throws Exception {
            assertThat(ids("/orders?customerId=anna")).containsExactly("o-1");
            assertThat(ids("/orders?status=CONFIRMED")).containsExactly("ben-3");
            assertThat(ids("/orders?customerId=ben&status=PLACED&limit=2")).containsExactly("ben-6", "ben-5");
            assertThat(ids("/orders?customerId=anna&status=PLACED")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/orders?limit=0", "/orders?limit=201", "/orders?limit=x", "/orders?cursor=x",
                "/orders?cursor=", "/orders/o-1/versions?cursor=x", "/orders/o-1/versions?limit=201",
                "/orders/o-1/causes?cursor=x",
                "/orders/o-1/causes?limit=501", "/events?cursor=x", "/events?from=x", "/events?until=2026-13-01",
                "/events?limit=201",
                "/events?type=", "/events/-1", "/events/0?neighbours=51", "/orders?status=x", "/orders?customerId=%20",
                "/orders/%20x",
                "/orders/o-1?asOf=x",
                "/products?limit=0", "/products?cursor=%3F", "/products/o%3F", "/products/CUP?asOf=-1",
                "/sagas?limit=0",
                "/sagas?cursor=x", "/sagas?status=x", "/sagas?stuckFor=x", "/sagas?stuckFor=-PT1S",
                "/sagas?stuckFor=P99999999D", "/sagas?stuckFor=", "/sagas?stuckFor=600", "/sagas?stuckFor=10m",
                "/sagas?stuckFor=P1Y", "/sagas?stuckFor=PT99999999999999999999S", "/sagas?stuckFor=PT10M&status=STUCK",
                "/sagas?waitingFor=x", "/sagas?stalled=x", "/deadlines?kind=x", "/deadlines?dueBefore=x",
                "/sagas/o-1?asOf=x", "/sales?from=x", "/sales?to=2026-13-01",
                "/sales?from=2026-01-02&to=2026-01-01", "/sales?from=2025-01-01&to=2026-01-02",
                "/sales?from=-999999999-01-01", "/sales?to=%2B999999999-12-31", "/sales?to=-999999999-01-01",
                "/customers/%20"})
        void orAnythingElseIsRefusedWhereTheQuestionMakesNoSense(String path) throws Exception {
            assertProblem(get(path), 400, "INVALID_VALUE");
        }
    }

    @Test
    void showsTheLogOfAllEvents() throws Exception {
        JsonNode newest = body("/events?limit=2");
        long head = newest.get("position").asLong();

        assertThat(newest.get("items")).extracting(event -> event.get("type").asString())
                .containsExactly("stock.reservation-refused", "stock.received");
        assertThat(body("/events?limit=2&cursor=" + newest.get("next").asString()).get("items").get(0).get("position")
                .asLong()).isEqualTo(head - 2);
        assertThat(body("/events?type=order.shipped&from=2026-11-23&until=2026-11-23").get("items")).hasSize(1);
        assertThat(body("/events?type=order.shipped&until=2026-11-22").get("items")).isEmpty();
        assertThat(body("/events?aggregate=saga&aggregateId=ben-0&text=attempt%20449&from=0").get("items")).hasSize(1);
        JsonNode around = body("/events/" + (head - 1) + "?neighbours=2");
        assertThat(around.get("event")).isEqualTo(newest.get("items").get(1));
        assertThat(around.get("before")).hasSize(2);
        assertThat(around.get("after")).hasSize(1);
    }

    @Test
    void streamsTheEndOfTheLog() throws Exception {
        long head = body("/events?limit=1").get("position").asLong();
        HttpRequest request = HttpRequest.newBuilder(uri("/events/updates?type=stock.*"))
                .header("Last-Event-ID", Long.toString(head - 1)).build();

        HttpResponse<Stream<String>> answer = client.send(request, BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            assertThat(lines.filter(line -> line.startsWith("id: ") || line.startsWith("event: ")).limit(2))
                    .containsExactly("id: " + head, "event: event");
        }
    }

    @Test
    void showsACustomer() throws Exception {
        JsonNode customer = body("/customers/ben");

        assertThat(customer.get("orders")).isEqualTo(JSON.readTree("""
                {"placed": 7, "confirmed": 1, "shipped": 0, "rejected": 0, "cancelled": 0,
                 "refunded": 0}"""));
        assertThat(customer.get("ordered")).isEqualTo(JSON.readTree("""
                [{"amount": "56.00", "currency": "USD"}]"""));
        assertThat(customer.get("name").asString()).isEqualTo("Ben Bell");
        assertThat(customer.get("email").asString()).isEqualTo("ben@example.org");
        assertThat(body("/customers/anna").get("known").asBoolean()).isFalse();
        assertThat(customer.get("lastOrders").get(0)).isEqualTo(JSON.readTree("""
                {"orderId": "ben-6", "status": "PLACED", "total": {"amount": "8.00", "currency": "USD"},
                 "placedAt": "2026-11-23T23:59:56Z"}"""));
    }

    @Test
    void showsAProduct() throws Exception {
        HttpResponse<String> answer = get("/products/CUP");

        assertThat(answer.headers().firstValue("ETag").orElseThrow()).startsWith("\"1.");
        JsonNode product = JSON.readTree(answer.body());
        assertThat(product.get("onHand").asInt()).isEqualTo(5);
        assertThat(product.get("available").asInt()).isEqualTo(5);
        assertThat(body("/products/CUP?asOf=v0").get("onHand").asInt()).isZero();
    }

    @Test
    void listsProductsBySku() throws Exception {
        JsonNode first = body("/products?limit=1");

        assertThat(first.get("items").get(0).get("sku").asString()).isEqualTo("ART");
        JsonNode second = body("/products?limit=1&cursor=" + first.get("next").asString());
        assertThat(second.get("items").get(0).get("sku").asString()).isEqualTo("CUP");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void reportsSalesDayByDay() throws Exception {
        JsonNode report = body("/sales?from=2026-11-22&to=2026-11-23");

        assertThat(report.get("items")).extracting(day -> day.get("day").asString()).containsExactly("2026-11-22",
                "2026-11-23");
        assertThat(report.get("items").get(1).get("revenue")).isEqualTo(JSON.readTree("""
                [{"amount": "18.00", "currency": "USD"}]"""));
        assertThat(report.get("orders").get("placed").asInt()).isEqualTo(8);
        assertThat(report.get("revenue")).isEqualTo(report.get("items").get(1).get("revenue"));
    }

    @Test
    void reportsTheLastThirtyDaysWhereNobodySaysWhich() throws Exception {
        JsonNode report = body("/sales?to=2026-12-21");

        assertThat(report.get("from").asString()).isEqualTo("2026-11-22");
        assertThat(get("/sales").statusCode()).isEqualTo(200);
    }

    @Test
    void showsAProcessWithItsTimeline() throws Exception {
        JsonNode saga = body("/sagas/o-1");

        assertThat(saga.get("step").asString()).isEqualTo("COMPLETED");
        assertThat(saga.get("timeline").get(1)).isEqualTo(JSON.readTree("""
                {"type": "saga.line-reserved", "at": "2026-11-22T23:59:54Z", "detail": "MUG",
                 "reason": null, "actor": null}"""));
        assertThat(body("/sagas/o-1?asOf=v1").get("timeline")).hasSize(2);
    }

    @Test
    void listsProcessesStalestFirst() throws Exception {
        assertThat(ids("/sagas")).containsExactly("o-1", "ben-0", "ben-3");
        assertThat(ids("/sagas?status=ENDED")).containsExactly("o-1");
        assertThat(ids("/sagas?status=ACTIVE")).containsExactly("ben-0", "ben-3");
        assertThat(ids(
                "/sagas?status=ACTIVE&limit=1&cursor=" + body("/sagas?status=ACTIVE&limit=1").get("next").asString()))
                .containsExactly("ben-3");
    }

    @Test
    void filtersAndCountsProcesses() throws Exception {
        assertThat(ids("/sagas?waitingFor=stock")).containsExactly("ben-0");
        assertThat(ids("/sagas?waitingFor=stock:MUG")).containsExactly("ben-0");
        assertThat(ids("/sagas?waitingFor=stock:PEN")).isEmpty();
        assertThat(ids("/sagas?waitingFor=shipment&stalled=false")).containsExactly("ben-3");
        assertThat(ids("/sagas?stalled=true")).isEmpty();
        assertThat(body("/saga-count")).isEqualTo(JSON.readTree("{\"count\": 3, \"more\": false}"));
        assertThat(body("/saga-count?status=ACTIVE&waitingFor=stock").get("count").asInt()).isOne();
    }

    @Test
    void listsDeadlinesSoonestFirst() throws Exception {
        String due = Story.BEGIN.plusSeconds(86_400 + ORDERS_OF_BEN + 1).plus(Story.TIMEOUT).toString();
        JsonNode deadline = body("/deadlines").get("items").get(0);

        assertThat(ids("/deadlines")).containsExactly("ben-0");
        assertThat(deadline.get("deadlineId").asString()).isEqualTo("ben-0.0");
        assertThat(deadline.get("due").asString()).isEqualTo(due);
        assertThat(body("/sagas/ben-0").get("until").asString()).isEqualTo(due);
        assertThat(body("/sagas/ben-3").get("until").isNull()).isTrue();
        assertThat(ids("/deadlines?kind=SAGA_STEP&orderId=ben-0&dueAfter=" + due)).containsExactly("ben-0");
        assertThat(ids("/deadlines?dueBefore=" + due)).isEmpty();
        assertThat(ids("/deadlines?orderId=ben-3")).isEmpty();
    }

    /** All events are of the future for a clock that went wrong before them. */
    @Test
    void findsAsStuckWhatIsDatedInTheFuture() throws Exception {
        Clock clock = GenericEventMessage.clock;
        GenericEventMessage.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        try {
            assertThat(ids("/sagas?stuckFor=PT10M")).containsExactly("ben-0");
        } finally {
            GenericEventMessage.clock = clock;
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
        body("/v3/api-docs").get("paths").properties().stream()
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

        JsonNode next = body(path).get("next");
        body(path + (next.isNull() ? "" : "&cursor=" + next.asString()));

        assertThat(database.lists(readModel + "_v")).hasSize(2).allMatch(database::isReadOffAnIndex);
    }

    static List<Expectation> expectations() {
        return Expectations.of("order-query");
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void meetsWhatConsumersExpect(Expectation expected) {
        assertThat(expected.state()).as("a state that publish() makes").isIn(null,
                "customer ben has placed orders, one of which is confirmed", "order o-1 is shipped and paid",
                "products are listed",
                "two events of products wait as dead letters");

        await().untilAsserted(() -> assertThat(expected.unmetBy(uri("/"))).isEmpty());
    }

    @Test
    void describesItself() throws Exception {
        assertThat(body("/v3/api-docs").get("paths").propertyNames()).contains("/orders", "/orders/{orderId}",
                "/orders/{orderId}/events", "/customers/{customerId}", "/products", "/products/{sku}", "/sales",
                "/saga-count",
                "/sagas",
                "/sagas/{orderId}");
    }

    private List<String> ids(String path) throws Exception {
        List<String> ids = new ArrayList<>();
        body(path).get("items").forEach(item -> ids.add(item.get("orderId").asString()));
        return ids;
    }

    private JsonNode body(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo(code);
    }

    /** Asks with the position of the last event, so that the answer knows all of them. */
    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path)).header("Consistency-Token",
                Long.toString(events.createHeadToken().position().orElseThrow())).build();
        return held(client.send(request, BodyHandlers.ofString()));
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
