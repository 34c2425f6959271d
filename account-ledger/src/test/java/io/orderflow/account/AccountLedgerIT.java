package io.orderflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The whole service over HTTP, with its events and its documents in memory. */
@SpringBootTest(classes = {AccountLedgerApplication.class,
        AccountLedgerIT.InMemory.class}, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "axon.axonserver.enabled=false")
class AccountLedgerIT {

    @LocalServerPort
    private int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private String token = "-1";

    @TestConfiguration
    static class InMemory {

        @Bean(destroyMethod = "shutdownNow")
        MongoServer mongo() {
            return new MongoServer(new MemoryBackend());
        }

        @Bean
        DynamicPropertyRegistrar whereMongoIs(MongoServer mongo) {
            String uri = mongo.bindAndGetConnectionString() + "/orderflow";
            return properties -> properties.add("orderflow.read-models.uri", () -> uri);
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
            String account = "/accounts/" + opened("USD");
            deposit(account, "18.00", "USD");

            // when
            HttpResponse<String> withdrawal = post(account + "/withdrawals",
                    "{'amount':{'amount':'5.50','currency':'USD'},'transactionId':'w1'}");

            // then
            assertThat(withdrawal.statusCode()).isEqualTo(201);
            assertThat(withdrawal.headers().firstValue("ETag")).contains("\"2\"");
            assertThat(this.<String>read(withdrawal, "$.transactionId")).isEqualTo("w1");
            HttpResponse<String> view = get(account);
            assertThat(view.statusCode()).isEqualTo(200);
            assertThat(view.headers().firstValue("ETag")).contains("\"2\"");
            assertThat(this.<String>read(view, "$.owner")).isEqualTo("Ada");
            assertThat(this.<String>read(view, "$.status")).isEqualTo("OPEN");
            assertThat(this.<String>read(view, "$.balance.amount")).isEqualTo("12.50");
            assertThat(this.<String>read(view, "$.held.amount")).isEqualTo("0.00");
            assertThat(this.<String>read(view, "$.available.currency")).isEqualTo("USD");
            assertThat(this.<Integer>read(view, "$.version")).isEqualTo(2);

            assertProblem(post(account + "/closure", ""), 422, "ACCOUNT_NOT_EMPTY");
            post(account + "/withdrawals", "{'amount':{'amount':'12.5','currency':'USD'}}");
            assertThat(post(account + "/closure", "").statusCode()).isEqualTo(200);
            assertThat(this.<String>read(get(account), "$.status")).isEqualTo("CLOSED");
        }

        @Test
        void getAnIdentifierWhereTheClientGivesNone() throws Exception {
            HttpResponse<String> opened = post("/accounts", "{'owner':'Ada','currency':'USD'}");

            assertThat(opened.statusCode()).isEqualTo(201);
            String id = read(opened, "$.accountId");
            assertThat(opened.headers().firstValue("Location")).contains("/accounts/" + id);
            assertThat(this.<String>read(get("/accounts/" + id), "$.accountId")).isEqualTo(id);
        }

        @Test
        void canBeSeenAsTheyWere() throws Exception {
            String account = "/accounts/" + opened("USD");
            deposit(account, "18.00", "USD");
            deposit(account, "2.00", "USD");

            assertThat(this.<String>read(get(account + "?asOf=v1"), "$.balance.amount")).isEqualTo("18.00");
            assertProblem(get(account + "?asOf=v9"), 404, "NOT_FOUND");
            assertProblem(get(account + "?asOf=yesterday"), 400, "INVALID_VALUE");
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
            String account = "/accounts/" + opened("USD");
            for (String amount : List.of("1.00", "2.00", "3.00", "4.00", "5.00")) {
                deposit(account, amount, "USD");
            }

            // when
            HttpResponse<String> first = get(account + "/statement?limit=2");
            deposit(account, "6.00", "USD");
            HttpResponse<String> second = get(account + "/statement?limit=2&cursor=" + next(first));
            HttpResponse<String> last = get(account + "/statement?limit=2&cursor=" + next(second));

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
            HttpResponse<String> statement = get("/accounts/" + opened("USD") + "/statement");

            assertThat(statement.statusCode()).isEqualTo(200);
            assertThat(amounts(statement)).isEmpty();
        }

        @Test
        void areNotThereForAnUnknownAccount() throws Exception {
            assertProblem(get("/accounts/nobody/statement"), 404, "NOT_FOUND");
            assertProblem(get("/accounts/nobody/statement?cursor=7"), 404, "NOT_FOUND");
        }

        @ParameterizedTest
        @ValueSource(strings = {"limit=0", "limit=201", "limit=two", "limit=1.5", "cursor=x", "cursor="})
        void refusePagesThatCannotBe(String page) throws Exception {
            assertProblem(get("/accounts/" + opened("USD") + "/statement?" + page), 400, "INVALID_VALUE");
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
            deposit("/accounts/" + opened("CHF"), "18.00", "CHF");
            deposit("/accounts/" + opened("JPY"), "1800", "JPY");

            // when
            HttpResponse<String> balance = get("/ledger/trial-balance");

            // then
            assertThat(JsonPath.<List<String>>read(balance.body(), "$.currencies[*].currency")).contains("CHF", "JPY");
            assertThat(JsonPath.<List<String>>read(balance.body(),
                    "$.currencies[?(@.currency=='CHF')].difference")).containsExactly("0.00");
            assertThat(JsonPath.<List<String>>read(balance.body(),
                    "$.currencies[?(@.currency=='JPY')].difference")).containsExactly("0");
            assertThat(JsonPath.<List<String>>read(balance.body(),
                    "$.currencies[?(@.currency=='CHF')].accounts[?(@.account=='customers')].credit")).containsExactly(
                            "18.00");
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
            String account = "/accounts/" + opened("USD");

            assertProblem(post(account + "/deposits", body), status, code);
            assertProblem(post(account + "/withdrawals", body), status,
                    code.equals("AMOUNT_TOO_LARGE") ? "INSUFFICIENT_FUNDS" : code);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{'owner':' ','currency':'USD'}", "{'owner':'Ada','currency':'usd'}",
                "{'owner':'Ada','currency':'XXX'}", "{'owner':'Ada'}", "{'currency':'USD'}",
                "{'accountId':'a b','owner':'Ada','currency':'USD'}", "{'owner':7,'currency':'USD'}"})
        void doNotOpenAccounts(String body) throws Exception {
            assertProblem(post("/accounts", body), 400, "INVALID_VALUE");
        }

        @Test
        void areRefusedForAccountsThatNobodyKnows() throws Exception {
            String movement = "{'amount':{'amount':'5','currency':'USD'}}";

            assertProblem(get("/accounts/nobody"), 404, "NOT_FOUND");
            assertProblem(post("/accounts/nobody/deposits", movement), 404, "NOT_FOUND");
            assertProblem(post("/accounts/nobody/withdrawals", movement), 404, "NOT_FOUND");
            assertProblem(post("/accounts/nobody/closure", ""), 404, "NOT_FOUND");
            assertProblem(get("/accounts/no%20id"), 400, "INVALID_VALUE");
        }

        @Test
        void needAnIdempotencyKey() throws Exception {
            HttpRequest request = request("/accounts").POST(BodyPublishers.ofString("{}")).build();

            assertProblem(client.send(request, BodyHandlers.ofString()), 400, "IDEMPOTENCY_KEY_MISSING");
        }

        @Test
        void doNotChangeAnAccountThatIsThere() throws Exception {
            String id = opened("USD");

            assertProblem(post("/accounts", "{'accountId':'" + id + "','owner':'Bob','currency':'USD'}"), 409,
                    "ALREADY_EXISTS");
        }

        @Test
        void leaveNothingBehind() throws Exception {
            String account = "/accounts/" + opened("USD");
            post(account + "/deposits", "{'amount':{'amount':'5','currency':'EUR'}}");
            post(account + "/withdrawals", "{'amount':{'amount':'5','currency':'USD'}}");

            assertThat(get(account).headers().firstValue("ETag")).contains("\"0\"");
        }

        @Test
        void doNotTakeMoreThanThereIs() throws Exception {
            String account = "/accounts/" + opened("USD");
            deposit(account, "5.00", "USD");

            assertProblem(post(account + "/withdrawals", "{'amount':{'amount':'5.01','currency':'USD'}}"), 422,
                    "INSUFFICIENT_FUNDS");
        }
    }

    @Test
    void describesItself() throws Exception {
        String description = get("/v3/api-docs").body();

        assertThat(JsonPath.<Map<String, ?>>read(description, "$.paths")).containsKeys("/accounts",
                "/accounts/{accountId}", "/accounts/{accountId}/deposits", "/accounts/{accountId}/withdrawals",
                "/accounts/{accountId}/closure", "/accounts/{accountId}/statement", "/ledger/trial-balance");
        assertThat(JsonPath.<Map<String, ?>>read(description, "$.paths['/accounts'].post.responses")).containsOnlyKeys(
                "201");
        assertThat(JsonPath.<String>read(description,
                "$.components.schemas.Movement.properties.amount.properties.amount.type")).isEqualTo("string");
    }

    private String opened(String currency) throws Exception {
        String id = UUID.randomUUID().toString();
        HttpResponse<String> answer = post("/accounts",
                "{'accountId':'" + id + "','owner':'Ada','currency':'" + currency + "'}");
        assertThat(answer.statusCode()).isEqualTo(201);
        return id;
    }

    private void deposit(String account, String amount, String currency) throws Exception {
        HttpResponse<String> answer = post(account + "/deposits",
                "{'amount':{'amount':'" + amount + "','currency':'" + currency + "'}}");
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpResponse<String> answer = client.send(
                request(path).header("Idempotency-Key", UUID.randomUUID().toString()).POST(
                        BodyPublishers.ofString(body.replace('\'', '"'))).build(),
                BodyHandlers.ofString());
        answer.headers().firstValue("Consistency-Token").ifPresent(latest -> token = latest);
        return answer;
    }

    /** Asks for what the last command left behind, or newer. */
    private HttpResponse<String> get(String path) throws Exception {
        HttpResponse<String> answer = client.send(request(path).header("Consistency-Token", token).GET().build(),
                BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Stale")).isEmpty();
        return answer;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type",
                "application/json");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
