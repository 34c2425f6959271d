package io.orderflow.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ExpectationTest {

    private static final String FILE = """
            {"metadata": {"consumer": "shop", "provider": "orders", "exact": ["/items/0/status"]},
             "request": {"method": "GET", "url": "/orders?limit=2"},
             "response": {"status": 200, "jsonBody": {"items": [{"orderId": "o1", "status": "PLACED", "saga": null,
               "total": {"amount": "18.00"}, "lines": 1}], "next": null}}}""";

    @TempDir
    private Path repository;
    private Expectation expectation;

    @BeforeEach
    void write() throws IOException {
        write("shop/src/main/contracts/orders/list.json", FILE);
        expectation = Expectations.of(repository, "orders").getFirst();
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(repository.resolve(file).getParent());
        Files.writeString(repository.resolve(file), content);
    }

    private List<String> unmet(String body) {
        return expectation.unmet(200, new JsonMapper().readTree(body));
    }

    private static String page(String item) {
        return "{\"items\": [" + item + "], \"next\": \"c\", \"count\": 1}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'orderId':'x','status':'PLACED','saga':null,'total':{'amount':'1'},'lines':7}",
            "{'orderId':'x','status':'PLACED','saga':{'step':'S'},'total':{'amount':'1','currency':'USD'},'lines':7.5,'n':1}"})
    void isMetByMoreAndByOtherValuesOfTheSameType(String item) {
        assertThat(unmet(page(item.replace('\'', '"')))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"status":"PLACED","saga":null,"total":{"amount":"1"},"lines":7}              | /items/0/orderId is gone
            {"orderId":"x","status":"PLACED","total":{"amount":"1"},"lines":7}            | /items/0/saga is gone
            {"orderId":"x","status":"PLACED","saga":1,"total":{"amount":1},"lines":7}     | /items/0/total/amount is number now, it was string
            {"orderId":"x","status":"PLACED","saga":1,"total":"1","lines":7}              | /items/0/total is string now, it was object
            {"orderId":"x","status":"OPEN","saga":1,"total":{"amount":"1"},"lines":7}     | /items/0/status is "OPEN" now, it was "PLACED"
            """)
    void namesTheConsumerAndTheFieldThatBreaks(String item, String difference) {
        assertThat(unmet(page(item))).containsExactly("shop reads orders/list.json: " + difference);
    }

    @Test
    void looksAtEveryItem() {
        String good = "{\"orderId\":\"x\",\"status\":\"PLACED\",\"saga\":null,\"total\":{\"amount\":\"1\"},\"lines\":7}";

        assertThat(unmet(page(good + "," + good.replace("\"x\"", "5")))).singleElement().asString()
                .contains("/items/1/orderId is number");
        assertThat(unmet(page(""))).singleElement().asString().contains("/items is empty");
    }

    @Test
    void letsAListBeEmptyWhereTheConsumerSaysSo() throws IOException {
        write("shop/src/main/contracts/orders/list.json",
                FILE.replace("\"exact\"", "\"mayBeEmpty\": [\"/items\"], \"exact\""));
        expectation = Expectations.of(repository, "orders").getFirst();

        assertThat(unmet(page(""))).isEmpty();
        assertThat(unmet(page("{}"))).isNotEmpty();
    }

    @Test
    void isNotMetByAnotherStatus() {
        assertThat(expectation.unmet(404, new JsonMapper().readTree("{}"))).singleElement().asString()
                .contains("shop", "the status is 404 now, it was 200");
    }

    @Test
    void isOfTheConsumerAndTheProviderWhereItLies() throws IOException {
        write("console/src/main/contracts/orders/list.json", FILE);

        assertThatThrownBy(() -> Expectations.of(repository, "orders")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("another consumer or provider");
    }

    @Test
    void isMissingWhereNobodyExpectsAnything() {
        assertThatThrownBy(() -> Expectations.of(repository, "stock")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("Nobody expects anything of stock");
    }

    /** A provider that answers as the files have it meets them: the stub of the consumer. */
    @Test
    void isMetByItsOwnStub() throws Exception {
        try (ProviderStub stub = ProviderStub.start(Expectations.of(repository, "orders"))) {
            assertThat(expectation.unmetBy(URI.create("http://127.0.0.1:" + stub.port()))).isEmpty();
        }
        assertThat(expectation.state()).isNull();
        assertThat(expectation).hasToString("shop, list.json");
    }

    @Test
    void sendsWhatTheConsumerSends() throws Exception {
        write("shop/src/main/contracts/stock/list.json", """
                {"metadata": {"consumer": "shop", "provider": "stock"},
                 "request": {"method": "POST", "url": "/products", "headers": {"Idempotency-Key": {"equalTo": "k1"}},
                   "bodyPatterns": [{"equalToJson": {"sku": "PEN"}}]},
                 "response": {"status": 201, "headers": {"Location": "/products/PEN"}, "jsonBody": {"sku": "PEN"}}}""");
        Expectation listed = Expectations.of(repository, "stock").getFirst();

        try (ProviderStub stub = ProviderStub.start(List.of(listed))) {
            assertThat(listed.unmetBy(URI.create("http://127.0.0.1:" + stub.port()))).isEmpty();
        }
        try (ProviderStub stub = ProviderStub.start(List.of(expectation))) {
            assertThat(listed.unmetBy(URI.create("http://127.0.0.1:" + stub.port()))).containsExactly(
                    "shop reads stock/list.json: the status is 404 now, it was 201",
                    "shop reads stock/list.json: the header Location is gone");
            assertThat(stub.unexpected()).containsExactly("POST /products {\"sku\":\"PEN\"}");
        }
    }

    @Test
    void isOfAMessageToo() throws IOException {
        write("shop/src/main/contracts/orders/event.json", """
                {"metadata": {"consumer": "shop", "provider": "orders"}, "message": {"event_type": "order.placed"}}""");
        Expectation message = Expectations.of(repository, "orders").getFirst();

        assertThat(message.unmet(new JsonMapper().readTree("{\"event_type\": \"order.placed\", \"x\": 1}"))).isEmpty();
        assertThat(message.unmet(new JsonMapper().readTree("{}"))).singleElement().asString()
                .isEqualTo("shop reads orders/event.json: /event_type is gone");
    }
}
