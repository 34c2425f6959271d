package io.orderflow.account;

import static io.orderflow.account.LedgerClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import com.jayway.jsonpath.JsonPath;
import de.bwaldvogel.mongo.MongoServer;
import io.orderflow.projection.document.ReadModelProperties;
import io.orderflow.projection.fixture.ListRecorder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The whole service over HTTP, with its events and its documents in memory. */
@SpringBootTest(classes = {AccountLedgerApplication.class,
        AccountLedgerIT.InMemory.class}, webEnvironment = RANDOM_PORT, properties = "axon.axonserver.enabled=false")
class AccountLedgerIT {

    private LedgerClient ledger;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        ledger = new LedgerClient(port);
    }

    @TestConfiguration
    static class InMemory {

        @Bean(destroyMethod = "shutdownNow")
        MongoServer mongo(ListRecorder recorder) {
            return new MongoServer(recorder);
        }

        @Bean(destroyMethod = "")
        ListRecorder listRecorder() {
            return new ListRecorder();
        }

        @Bean
        @Primary
        ReadModelProperties embeddedReadModels(MongoServer mongo) {
            return new ReadModelProperties(mongo.bindAndGetConnectionString() + "/orderflow");
        }

        @Bean
        EventStore eventStore() {
            return EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
        }
    }

    @Nested
    class Accounts {

        @Test
        void goFromOpeningToClosing() throws Exception {
            // given
            String account = "/accounts/" + ledger.opened("USD");
            ledger.deposit(account, "18.00", "USD");

            // when
            HttpResponse<String> withdrawal = ledger.post(account + "/withdrawals",
                    "{'amount':{'amount':'5.50','currency':'USD'},'transactionId':'w1'}");

            // then
            assertThat(withdrawal.statusCode()).isEqualTo(201);
            assertThat(withdrawal.headers().firstValue("ETag")).contains("\"2\"");
            assertThat(this.<String>read(withdrawal, "$.transactionId")).isEqualTo("w1");
            HttpResponse<String> view = ledger.get(account);
            assertThat(view.statusCode()).isEqualTo(200);
            assertThat(view.headers().firstValue("ETag").orElseThrow()).startsWith("\"2.");
            assertThat(this.<String>read(view, "$.owner")).isEqualTo("Ada");
            assertThat(this.<String>read(view, "$.status")).isEqualTo("OPEN");
            assertThat(this.<String>read(view, "$.balance.amount")).isEqualTo("12.50");
            assertThat(this.<String>read(view, "$.held.amount")).isEqualTo("0.00");
            assertThat(this.<String>read(view, "$.available.currency")).isEqualTo("USD");
            assertThat(this.<Integer>read(view, "$.version")).isEqualTo(2);

            assertProblem(ledger.post(account + "/closure", ""), 422, "ACCOUNT_NOT_EMPTY");
            ledger.post(account + "/withdrawals", "{'amount':{'amount':'12.5','currency':'USD'}}");
            assertThat(ledger.post(account + "/closure", "").statusCode()).isEqualTo(200);
            assertThat(this.<String>read(ledger.get(account), "$.status")).isEqualTo("CLOSED");
        }

        @Test
        void getAnIdentifierWhereTheClientGivesNone() throws Exception {
            HttpResponse<String> opened = ledger.post("/accounts", "{'owner':'Ada','currency':'USD'}");

            assertThat(opened.statusCode()).isEqualTo(201);
            String id = read(opened, "$.accountId");
            assertThat(opened.headers().firstValue("Location")).contains("/accounts/" + id);
            assertThat(this.<String>read(ledger.get("/accounts/" + id), "$.accountId")).isEqualTo(id);
        }

        @Test
        void canBeSeenAsTheyWere() throws Exception {
            String account = "/accounts/" + ledger.opened("USD");
            ledger.deposit(account, "18.00", "USD");
            ledger.deposit(account, "2.00", "USD");

            HttpResponse<String> past = ledger.get(account + "?asOf=v1");
            assertThat(this.<String>read(past, "$.balance.amount")).isEqualTo("18.00");
            int position = this.<Integer>read(past, "$.position");
            assertThat(past.headers().firstValue("As-Of-Position")).contains(Integer.toString(position));
            assertThat(ledger.get(account + "?asOf=" + position).body()).isEqualTo(past.body());
            assertThat(this.<Integer>read(ledger.get(account), "$.position")).isGreaterThan(position);
            assertProblem(ledger.get(account + "?asOf=2001-01-01T00:00:00Z"), 404, "NOT_FOUND");
            assertThat(ledger.get(account + "?asOf=2999-01-01T00:00:00%2B02:00").body())
                    .isEqualTo(ledger.get(account).body());
            assertProblem(ledger.get(account + "?asOf=v9"), 404, "NOT_FOUND");
            assertProblem(ledger.get(account + "?asOf=yesterday"), 400, "INVALID_VALUE");
        }

        private <T> T read(HttpResponse<String> answer, String path) {
            return JsonPath.read(answer.body(), path);
        }
    }

    @Nested
    class Statements {

        @Test
        void listTheNewestMovementsFirstPageByPage() throws Exception {
            // given
            String account = "/accounts/" + ledger.opened("USD");
            for (String amount : List.of("1.00", "2.00", "3.00", "4.00", "5.00")) {
                ledger.deposit(account, amount, "USD");
            }

            // when
            HttpResponse<String> first = ledger.get(account + "/statement?limit=2");
            ledger.deposit(account, "6.00", "USD");
            HttpResponse<String> second = ledger.get(account + "/statement?limit=2&cursor=" + next(first));
            HttpResponse<String> last = ledger.get(account + "/statement?limit=2&cursor=" + next(second));

            // then
            assertThat(amounts(first)).containsExactly("5.00", "4.00");
            assertThat(amounts(second)).containsExactly("3.00", "2.00");
            assertThat(amounts(last)).containsExactly("1.00");
            assertThat(next(last)).isNull();
            assertThat(JsonPath.<String>read(first.body(), "$.items[0].kind")).isEqualTo("DEPOSIT");
            assertThat(JsonPath.<String>read(first.body(), "$.items[0].at")).isNotBlank();
        }

        @Test
        void areEmptyWhereNothingMoved() throws Exception {
            HttpResponse<String> statement = ledger.get("/accounts/" + ledger.opened("USD") + "/statement");

            assertThat(statement.statusCode()).isEqualTo(200);
            assertThat(amounts(statement)).isEmpty();
        }

        @Test
        void areNotThereForAnUnknownAccount() throws Exception {
            assertProblem(ledger.get("/accounts/nobody/statement"), 404, "NOT_FOUND");
            assertProblem(ledger.get("/accounts/nobody/statement?cursor=7"), 404, "NOT_FOUND");
        }

        @ParameterizedTest
        @ValueSource(strings = {"limit=0", "limit=201", "limit=two", "limit=1.5", "cursor=x", "cursor="})
        void refusePagesThatCannotBe(String page) throws Exception {
            assertProblem(ledger.get("/accounts/" + ledger.opened("USD") + "/statement?" + page), 400, "INVALID_VALUE");
        }

        private List<String> amounts(HttpResponse<String> statement) {
            return JsonPath.read(statement.body(), "$.items[*].amount.amount");
        }

        private String next(HttpResponse<String> statement) {
            return JsonPath.read(statement.body(), "$.next");
        }
    }

    @Nested
    class TrialBalances {

        @Test
        void showEveryCurrencyInBalance() throws Exception {
            // given
            ledger.deposit("/accounts/" + ledger.opened("CHF"), "18.00", "CHF");
            ledger.deposit("/accounts/" + ledger.opened("JPY"), "1800", "JPY");

            // when
            HttpResponse<String> balance = ledger.get("/ledger/trial-balance");

            // then
            assertThat(JsonPath.<List<String>>read(balance.body(), "$.currencies[*].currency")).contains("CHF", "JPY");
            assertThat(JsonPath.<List<String>>read(balance.body(),
                    "$.currencies[?(@.currency=='CHF')].difference")).containsExactly("0.00");
            assertThat(JsonPath.<List<String>>read(balance.body(),
                    "$.currencies[?(@.currency=='JPY')].difference")).containsExactly("0");
            assertThat(JsonPath.<List<String>>read(balance.body(),
                    "$.currencies[?(@.currency=='CHF')].accounts[?(@.account=='customers')].credit"))
                    .containsExactly("18.00");
            assertThat(JsonPath.<Integer>read(balance.body(), "$.position")).isNotNegative();
        }
    }

    @Nested
    class BadRequests {

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
                "{'amount':{'amount':'5','currency':'EUR'}}|422|CURRENCY_MISMATCH",
                "{'amount':{'amount':'0','currency':'USD'}}|400|INVALID_VALUE",
                "{'amount':{'amount':'-5','currency':'USD'}}|400|INVALID_VALUE",
                "{'amount':{'amount':'5.001','currency':'USD'}}|400|INVALID_VALUE",
                "{'amount':{'amount':'1000000000000000','currency':'USD'}}|400|INVALID_VALUE",
                "{'amount':{'amount':'999999999999999','currency':'USD'}}|422|AMOUNT_TOO_LARGE",
                "{'amount':{'amount':'five','currency':'USD'}}|400|INVALID_VALUE",
                "{'amount':{'currency':'USD'}}|400|INVALID_VALUE",
                "{'amount':{'amount':'5','currency':'dollar'}}|400|INVALID_VALUE",
                "{'amount':{'amount':'5'}}|400|INVALID_VALUE", "{'amount':null}|400|INVALID_VALUE",
                "{'amount':'5'}|400|INVALID_VALUE", "{}|400|INVALID_VALUE",
                "{'amount':{'amount':'5','currency':'USD'},'transactionId':'a b'}|400|INVALID_VALUE",
                "{'amount':{'amount':'5','currency':'USD'},'extra':1}|400|INVALID_VALUE",
                "{'amount'|400|MALFORMED_REQUEST", "''|400|MALFORMED_REQUEST"}, quoteCharacter = '"')
        void doNotMoveMoney(String body, int status, String code) throws Exception {
            String account = "/accounts/" + ledger.opened("USD");

            assertProblem(ledger.post(account + "/deposits", body), status, code);
            assertProblem(ledger.post(account + "/withdrawals", body), status,
                    code.equals("AMOUNT_TOO_LARGE") ? "INSUFFICIENT_FUNDS" : code);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{'owner':' ','currency':'USD'}", "{'owner':'Ada','currency':'usd'}",
                "{'owner':'Ada','currency':'XXX'}", "{'owner':'Ada'}", "{'currency':'USD'}",
                "{'accountId':'a b','owner':'Ada','currency':'USD'}", "{'owner':7,'currency':'USD'}"})
        void doNotOpenAccounts(String body) throws Exception {
            assertProblem(ledger.post("/accounts", body), 400, "INVALID_VALUE");
        }

        @Test
        void areRefusedForAccountsThatNobodyKnows() throws Exception {
            String movement = "{'amount':{'amount':'5','currency':'USD'}}";

            assertProblem(ledger.get("/accounts/nobody"), 404, "NOT_FOUND");
            assertProblem(ledger.post("/accounts/nobody/deposits", movement), 404, "NOT_FOUND");
            assertProblem(ledger.post("/accounts/nobody/withdrawals", movement), 404, "NOT_FOUND");
            assertProblem(ledger.post("/accounts/nobody/closure", ""), 404, "NOT_FOUND");
            assertProblem(ledger.get("/accounts/no%20id"), 400, "INVALID_VALUE");
        }

        @Test
        void needAnIdempotencyKey() throws Exception {
            assertProblem(ledger.postWithoutKey("/accounts", "{}"), 400, "IDEMPOTENCY_KEY_MISSING");
        }

        @Test
        void doNotChangeAnAccountThatIsThere() throws Exception {
            String id = ledger.opened("USD");

            assertProblem(ledger.post("/accounts", "{'accountId':'" + id + "','owner':'Bob','currency':'USD'}"), 409,
                    "ALREADY_EXISTS");
        }

        @Test
        void leaveNothingBehind() throws Exception {
            String account = "/accounts/" + ledger.opened("USD");
            ledger.post(account + "/deposits", "{'amount':{'amount':'5','currency':'EUR'}}");
            ledger.post(account + "/withdrawals", "{'amount':{'amount':'5','currency':'USD'}}");

            assertThat(ledger.get(account).headers().firstValue("ETag").orElseThrow()).startsWith("\"0.");
        }

        @Test
        void doNotTakeMoreThanThereIs() throws Exception {
            String account = "/accounts/" + ledger.opened("USD");
            ledger.deposit(account, "5.00", "USD");

            assertProblem(ledger.post(account + "/withdrawals", "{'amount':{'amount':'5.01','currency':'USD'}}"), 422,
                    "INSUFFICIENT_FUNDS");
        }
    }

    @Test
    void describesItself() throws Exception {
        String description = ledger.get("/v3/api-docs").body();

        assertThat(JsonPath.<Map<String, ?>>read(description, "$.paths")).containsKeys("/accounts",
                "/accounts/{accountId}", "/accounts/{accountId}/deposits", "/accounts/{accountId}/withdrawals",
                "/accounts/{accountId}/closure", "/accounts/{accountId}/statement", "/ledger/trial-balance");
        assertThat(JsonPath.<Map<String, ?>>read(description, "$.paths['/accounts'].post.responses"))
                .containsKeys("201", "202", "400", "409", "422", "503").doesNotContainKey("default");
        assertThat(JsonPath.<String>read(description,
                "$.components.schemas.MoveMoneyRequest.properties.amount['$ref']"))
                .isEqualTo("#/components/schemas/PositiveMoney");
        assertThat(JsonPath.<String>read(description, "$.components.schemas.Money.properties.amount.type"))
                .isEqualTo("string");
    }
}
