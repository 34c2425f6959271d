package io.orderflow.order;

import static io.orderflow.order.OrderFixture.LINES;
import static io.orderflow.service.description.DescribedAnswers.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderCommand.ConfirmOrder;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.Parcel;
import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import io.orderflow.service.message.Commands;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = OrdersOverHttp.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false"})
class OrdersOverHttpTest {

    private static final String CUP = """
            {"sku":"CUP","quantity":2,"unitPrice":{"amount":"9.00","currency":"USD"}}""";
    private static final String POT = """
            {"sku":"POT","quantity":1,"unitPrice":{"amount":"24.50","currency":"USD"}}""";

    @LocalServerPort
    private int port;
    @Autowired
    private Commands commands;
    @Autowired
    private OrdersOverHttp service;
    @Autowired
    private EventStore events;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String id = UUID.randomUUID().toString();

    static List<Expectation> expectations() {
        return Expectations.of("order-command").stream()
                .filter(expected -> expected.target().matches("/(orders|sagas|deadlines)(/.*)?"))
                .toList();
    }

    /** What is expected of batches and dead letters, which this part of the service has not, {@code GatewayIT} holds. */
    @ParameterizedTest
    @MethodSource("expectations")
    void meetsWhatConsumersExpect(Expectation expected) throws Exception {
        assertThat(expected.state()).isIn(null, "order sample-1 is confirmed");
        if (expected.state() != null) {
            place(order("sample-1", CUP));
            commands.send(new ConfirmOrder(new OrderId("sample-1")));
        }

        assertThat(expected.unmetBy(URI.create("http://localhost:" + port))).isEmpty();
    }

    @Nested
    class Placing {

        @Test
        void createsTheOrderUnderTheClientsId() throws Exception {
            HttpResponse<String> answer = place(order(id, CUP + "," + POT));

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Location")).contains("/orders/" + id);
            assertThat(answer.headers().firstValue("ETag")).contains("\"0\"");
            assertThat(answer.headers().firstValue("Consistency-Token")).isPresent();
            assertThat(answer.body()).isEqualTo("{\"orderId\":\"" + id + "\",\"version\":0}");
            assertThat(payloads(id)).containsExactly(new OrderPlaced(new OrderId(id), new CustomerId("c1"),
                    new AccountId("a1"), LINES, OrderFixture.TOTAL));
        }

        @Test
        void makesAnIdWhereTheClientGaveNone() throws Exception {
            HttpResponse<String> answer = place("{\"customerId\":\"c1\",\"accountId\":\"a1\",\"lines\":[" + CUP + "]}");

            assertThat(answer.statusCode()).isEqualTo(201);
            String made = answer.headers().firstValue("Location").orElseThrow().substring("/orders/".length());
            assertThat(payloads(made)).hasSize(1);
        }

        @Test
        void takesARepeatUnderAnotherKeyForTheSameOrder() throws Exception {
            place(order(id, CUP));
            HttpResponse<String> second = place(order(id, CUP));

            assertThat(second.statusCode()).isEqualTo(201);
            assertThat(payloads(id)).hasSize(1);
        }

        @Test
        void refusesAnotherOrderUnderTheSameId() throws Exception {
            place(order(id, CUP));

            assertProblem(place(order(id, POT)), 409, "ALREADY_EXISTS");
        }

        @Test
        void isPutOffWhileTooManyOrdersAreUnderWay() throws Exception {
            service.full.set(true);
            HttpResponse<String> refused = post("/orders", order(id, CUP), id);
            service.full.set(false);

            assertProblem(refused, 503, "OVERLOADED");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(payloads(id)).isEmpty();
            assertThat(post("/orders", order(id, CUP), id).statusCode()).isEqualTo(201);
        }

        @Test
        void needsAnIdempotencyKey() throws Exception {
            assertProblem(post("/orders", order(id, CUP), null), 400, "IDEMPOTENCY_KEY_MISSING");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "{\"quantity\":1}",
                "{\"sku\":\"CUP\",\"unitPrice\":{\"amount\":\"9.00\",\"currency\":\"USD\"}}",
                "{\"sku\":\"CUP\",\"quantity\":1}",
                "{\"sku\":\"CUP\",\"quantity\":0,\"unitPrice\":{\"amount\":\"9.00\",\"currency\":\"USD\"}}",
                "{\"sku\":\"CUP\",\"quantity\":-1,\"unitPrice\":{\"amount\":\"9.00\",\"currency\":\"USD\"}}",
                "{\"sku\":\"CUP\",\"quantity\":1.5,\"unitPrice\":{\"amount\":\"9.00\",\"currency\":\"USD\"}}",
                "{\"sku\":\"CUP\",\"quantity\":1000001,\"unitPrice\":{\"amount\":\"9.00\",\"currency\":\"USD\"}}",
                "{\"sku\":\"CUP\",\"quantity\":99999999999,\"unitPrice\":{\"amount\":\"9.00\",\"currency\":\"USD\"}}",
                "{\"sku\":\"C P\",\"quantity\":1,\"unitPrice\":{\"amount\":\"9.00\",\"currency\":\"USD\"}}",
                "{\"sku\":\"CUP\",\"quantity\":1,\"unitPrice\":{\"amount\":\"9.001\",\"currency\":\"USD\"}}",
                "{\"sku\":\"CUP\",\"quantity\":1,\"unitPrice\":{\"amount\":\"0.00\",\"currency\":\"USD\"}}",
                "{\"sku\":\"CUP\",\"quantity\":1,\"unitPrice\":{\"amount\":\"-9.00\",\"currency\":\"USD\"}}",
                "{\"sku\":\"CUP\",\"quantity\":1,\"unitPrice\":{\"amount\":\"9.00\",\"currency\":\"XQZ\"}}",
                "{\"sku\":\"A\",\"quantity\":1000000,\"unitPrice\":{\"amount\":\"1000000000\",\"currency\":\"USD\"}}"})
        void refusesALineThatCannotBe(String line) throws Exception {
            assertMalformed(place(order(id, line)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "[]", "{}", "{\"customerId\":\"c1\",\"accountId\":\"a1\"}",
                "{\"customerId\":\"c1\",\"accountId\":\"a1\",\"lines\":null}",
                "{\"customerId\":\"c1\",\"accountId\":\"a1\",\"lines\":[" + "],\"colour\":\"red\"}"})
        void refusesABodyThatCannotBe(String body) throws Exception {
            assertMalformed(place(body));
        }

        @Test
        void refusesAProductTwice() throws Exception {
            assertProblem(place(order(id, CUP + "," + CUP)), 400, "INVALID_VALUE");
        }

        @Test
        void refusesTwoCurrencies() throws Exception {
            assertProblem(place(order(id, CUP + "," + POT.replace("USD", "EUR"))), 400, "INVALID_VALUE");
        }
    }

    @Nested
    class Cancelling {

        @Test
        void cancelsTheOrder() throws Exception {
            place(order(id, CUP));

            HttpResponse<String> answer = post("/orders/" + id + "/cancellation", "{\"reason\":\"too dear\"}", null);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
            assertThat(answer.headers().firstValue("Consistency-Token")).isPresent();
            assertThat(answer.body()).isEqualTo("{\"orderId\":\"" + id + "\",\"version\":1}");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', nullValues = "none", value = {"none", "{}", "{\"reason\":null}",
                "{\"reason\":\" \"}", "{\"reason\":7}"})
        void needsAReason(String body) throws Exception {
            place(order(id, CUP));

            assertMalformed(post("/orders/" + id + "/cancellation", body, null));
        }

        @Test
        void refusesAReasonWithoutEnd() throws Exception {
            place(order(id, CUP));

            assertMalformed(
                    post("/orders/" + id + "/cancellation", "{\"reason\":\"" + "a".repeat(501) + "\"}", null));
        }

        @Test
        void doesNotFindAnUnknownOrder() throws Exception {
            assertProblem(post("/orders/" + id + "/cancellation", "{\"reason\":\"too dear\"}", null), 404, "NOT_FOUND");
        }

        @Test
        void refusesAnIdThatCannotBe() throws Exception {
            assertProblem(post("/orders/-x/cancellation", "{\"reason\":\"too dear\"}", null), 400, "INVALID_VALUE");
        }
    }

    @Nested
    class Shipping {

        @ParameterizedTest
        @CsvSource(delimiter = '|', nullValues = "none", value = {"none||", "{}||",
                "{\"carrier\":\"DHL\"}|DHL|", "{\"carrier\":\"DHL\",\"trackingNumber\":\"T-1\"}|DHL|T-1"})
        void shipsAConfirmedOrderWithWhatIsKnown(String body, String carrier, String trackingNumber) throws Exception {
            place(order(id, CUP + "," + POT));
            commands.send(new ConfirmOrder(new OrderId(id)));

            HttpResponse<String> answer = post("/orders/" + id + "/shipment", body, null);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("ETag")).contains("\"2\"");
            assertThat(payloads(id)).last().isEqualTo(new OrderShipped(new OrderId(id), new CustomerId("c1"),
                    OrderFixture.TOTAL, Parcel.of(carrier, trackingNumber)));
        }

        @Test
        void refusesAnOrderThatIsNotConfirmed() throws Exception {
            place(order(id, CUP));

            assertProblem(post("/orders/" + id + "/shipment", null, null), 409, "WRONG_STATE");
        }

        @Test
        void refusesATrackingNumberWithoutEnd() throws Exception {
            String body = "{\"trackingNumber\":\"" + "1".repeat(101) + "\"}";

            assertProblem(post("/orders/" + id + "/shipment", body, null), 400, "INVALID_VALUE");
        }
    }

    private List<Object> payloads(String order) {
        return events.readEvents(new OrderId(order).toString()).asStream().<Object>map(
                event -> event.getPayload()).toList();
    }

    private static String order(String id, String lines) {
        return "{\"orderId\":\"" + id + "\",\"customerId\":\"c1\",\"accountId\":\"a1\",\"lines\":[" + lines + "]}";
    }

    private HttpResponse<String> place(String body) throws Exception {
        return post("/orders", body, UUID.randomUUID().toString());
    }

    private HttpResponse<String> post(String path, String body, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return held(client.send(
                request.POST(body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString()));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    private static void assertMalformed(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).containsAnyOf("\"code\":\"INVALID_VALUE\"", "\"code\":\"MALFORMED_REQUEST\"");
    }
}
