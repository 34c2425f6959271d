package io.orderflow.stock.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import io.orderflow.service.description.DescribedAnswers;
import io.orderflow.stock.InventoryCommandConfiguration;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The whole service behind a port, with its events in memory. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "axon.axonserver.enabled=false")
class ProductsOverHttpTest {

    private static final String PRICE = "{\"amount\":\"18.00\",\"currency\":\"USD\"}";

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(InventoryCommandConfiguration.class)
    static class Service {

        @Bean
        EventStorageEngine events() {
            return new InMemoryEventStorageEngine();
        }
    }

    private RestTestClient http;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .entityExchangeResultConsumer(DescribedAnswers::hold)
                .build();
    }

    private ResponseSpec post(String path, String key, String body) {
        return http.post()
                .uri(path)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private ResponseSpec putPrice(String sku, String unitPrice) {
        return http.put()
                .uri("/products/" + sku + "/price")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"unitPrice\":" + unitPrice + "}")
                .exchange();
    }

    private ResponseSpec list(String sku) {
        return post("/products", "list-" + sku, "{\"sku\":\"%s\",\"name\":\"Kettle\",\"unitPrice\":%s}".formatted(sku,
                PRICE));
    }

    static List<Expectation> expectations() {
        return Expectations.of("inventory-command");
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void meetsWhatConsumersExpect(Expectation expected, @LocalServerPort int port) throws Exception {
        assertThat(expected.state()).isIn(null, "product PEN is listed");
        list("PEN");

        assertThat(expected.unmetBy(URI.create("http://localhost:" + port))).isEmpty();
    }

    private static void expectProblem(ResponseSpec answer, int status, String code) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }

    @Test
    void listsAProduct() {
        list("LISTED")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .location("/products/LISTED")
                .expectHeader()
                .valueEquals("ETag", "\"0\"")
                .expectHeader()
                .exists("Consistency-Token")
                .expectBody()
                .json("{\"sku\":\"LISTED\",\"version\":0}");
    }

    @Test
    void repeatsTheAnswerToARepeatedListing() {
        list("REPEATED").expectStatus().isCreated();
        list("REPEATED").expectStatus().isCreated().expectHeader().valueEquals("Idempotency-Hit", "true");
    }

    @Test
    void refusesAnotherListingOfTheSameSku() {
        list("TAKEN").expectStatus().isCreated();
        expectProblem(post("/products", "other-name",
                "{\"sku\":\"TAKEN\",\"name\":\"Teapot\",\"unitPrice\":" + PRICE + "}"), 409, "ALREADY_EXISTS");
    }

    @Test
    void demandsAnIdempotencyKeyForAListing() {
        expectProblem(
                http.post().uri("/products").contentType(MediaType.APPLICATION_JSON)
                        .body("{\"sku\":\"K\",\"name\":\"Kettle\",\"unitPrice\":" + PRICE + "}").exchange(),
                400, "IDEMPOTENCY_KEY_MISSING");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"sku":"K","name":" ","unitPrice":{"amount":"18.00","currency":"USD"}}        | INVALID_VALUE
            {"sku":"K","unitPrice":{"amount":"18.00","currency":"USD"}}                   | INVALID_VALUE
            {"name":"Kettle","unitPrice":{"amount":"18.00","currency":"USD"}}             | INVALID_VALUE
            {"sku":"a b","name":"Kettle","unitPrice":{"amount":"18.00","currency":"USD"}} | INVALID_VALUE
            {"sku":"K","name":"Kettle"}                                                   | INVALID_VALUE
            {"sku":"K","name":"Kettle","unitPrice":{"amount":"0.00","currency":"USD"}}    | INVALID_VALUE
            {"sku":"K","name":"Kettle","unitPrice":{"amount":"-1.00","currency":"USD"}}   | INVALID_VALUE
            {"sku":"K","name":"Kettle","unitPrice":{"amount":"18.001","currency":"USD"}}  | INVALID_VALUE
            {"sku":"K","name":"Kettle","unitPrice":{"amount":"18.00","currency":"XXY"}}   | INVALID_VALUE
            {"sku":"K","name":"Kettle","unitPrice":{"amount":"18.00"}}                    | INVALID_VALUE
            {"sku":"K","name":"Kettle","unitPrice":{"amount":"ten","currency":"USD"}}     | INVALID_VALUE
            {"sku":"K","name":                                                            | MALFORMED_REQUEST
            """)
    void refusesAListingThatCanNeverBeRight(String body, String code) {
        expectProblem(post("/products", "never-" + body.hashCode(), body), 400, code);
    }

    @Test
    void changesAPrice() {
        list("PRICED").expectStatus().isCreated();
        putPrice("PRICED", "{\"amount\":\"19.50\",\"currency\":\"USD\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectHeader()
                .exists("Consistency-Token")
                .expectBody()
                .json("{\"sku\":\"PRICED\",\"version\":1}");
    }

    @Test
    void refusesAPriceInAnotherCurrency() {
        list("DOLLARS").expectStatus().isCreated();
        expectProblem(putPrice("DOLLARS", "{\"amount\":\"19.50\",\"currency\":\"EUR\"}"), 422, "CURRENCY_MISMATCH");
    }

    @Test
    void findsNoProductToPriceThatNobodyListed() {
        expectProblem(putPrice("NOBODYS", PRICE), 404, "NOT_FOUND");
    }

    @Test
    void receivesGoodsUnderAnIdMadeHere() {
        list("FILLED").expectStatus().isCreated();
        post("/products/FILLED/receipts", "r-filled", "{\"quantity\":5}")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .location("/products/FILLED")
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectHeader()
                .exists("Consistency-Token")
                .expectBody()
                .jsonPath("$.quantity")
                .isEqualTo(5)
                .jsonPath("$.receiptId")
                .value(String.class, id -> assertThat(id).hasSize(36));
    }

    @Test
    void booksAReceiptOfTheClientOnceWhateverTheKey() {
        list("ONCE").expectStatus().isCreated();
        String receipt = "{\"quantity\":5,\"receiptId\":\"r1\"}";
        post("/products/ONCE/receipts", "once-a", receipt).expectHeader().valueEquals("ETag", "\"1\"");
        post("/products/ONCE/receipts", "once-b", receipt)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectBody()
                .jsonPath("$.receiptId")
                .isEqualTo("r1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"quantity":0}
            {"quantity":-1}
            {"quantity":1.5}
            {"quantity":"5"}
            {"quantity":1000001}
            {"quantity":null}
            {}
            {"quantity":5,"receiptId":""}
            {"quantity":5,"amount":5}
            """)
    void refusesAReceiptThatCanNeverBeRight(String body) {
        expectProblem(post("/products/ANY/receipts", "never-" + body.hashCode(), body), 400, "INVALID_VALUE");
    }

    @Test
    void demandsAnIdempotencyKeyForAReceipt() {
        expectProblem(http.post().uri("/products/ANY/receipts").contentType(MediaType.APPLICATION_JSON)
                .body("{\"quantity\":5}").exchange(), 400, "IDEMPOTENCY_KEY_MISSING");
    }

    @Test
    void findsNoProductToReceiveThatNobodyListed() {
        expectProblem(post("/products/NOBODYS/receipts", "nobodys", "{\"quantity\":5}"), 404, "NOT_FOUND");
    }

    @Test
    void refusesASkuThatCannotBeOne() {
        expectProblem(putPrice("-x-", PRICE), 400, "INVALID_VALUE");
    }

    @Test
    void changesOnlyTheVersionThatIsNamed() {
        list("VERSIONED").expectStatus().isCreated();

        putPriceIf("VERSIONED", "\"0\"", "19.00").expectStatus().isOk().expectHeader().valueEquals("ETag", "\"1\"");
        ResponseSpec late = putPriceIf("VERSIONED", "\"0\"", "20.00");
        expectProblem(late, 412, "PRECONDITION_FAILED");
        late.expectBody().jsonPath("$.currentVersion").isEqualTo(1);
        putPriceIf("VERSIONED", "W/\"1.q2hXv0Jm1d8ZkN3c\"", "20.00").expectStatus().isOk();
        putPriceIf("VERSIONED", "*", "20.00").expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
    }

    @Test
    void refusesAVersionThatIsNoEntityTag() {
        list("GARBAGE").expectStatus().isCreated();

        expectProblem(putPriceIf("GARBAGE", "0", "19.00"), 400, "INVALID_IF_MATCH");
    }

    @Test
    void listsNoProductWhereAVersionIsNamed() {
        expectProblem(http.post().uri("/products").header("Idempotency-Key", "if-listed").header("If-Match", "*")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"sku\":\"ABSENT\",\"name\":\"Kettle\",\"unitPrice\":" + PRICE + "}")
                .exchange(), 412, "PRECONDITION_FAILED");
        expectProblem(putPriceIf("ABSENT", "*", "19.00"), 404, "NOT_FOUND");
    }

    @Test
    void takesEveryOneOfManyChangesAtOnce() {
        list("BUSY").expectStatus().isCreated();
        List<Integer> statuses = IntStream.range(0, 40).parallel()
                .mapToObj(i -> post("/products/BUSY/receipts", "busy-" + i, "{\"quantity\":1}"))
                .map(answer -> answer.returnResult().getStatus().value())
                .toList();

        assertThat(statuses).hasSize(40).containsOnly(201);
        putPrice("BUSY", "{\"amount\":\"19.50\",\"currency\":\"USD\"}").expectHeader().valueEquals("ETag", "\"41\"");
    }

    private ResponseSpec putPriceIf(String sku, String ifMatch, String amount) {
        return http.put()
                .uri("/products/" + sku + "/price")
                .header("If-Match", ifMatch)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"unitPrice\":{\"amount\":\"" + amount + "\",\"currency\":\"USD\"}}")
                .exchange();
    }
}
