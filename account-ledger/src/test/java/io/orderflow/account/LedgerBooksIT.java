package io.orderflow.account;

import static io.orderflow.account.LedgerClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import com.jayway.jsonpath.JsonPath;
import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.order.CustomerId;
import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import io.orderflow.projection.fixture.ListRecorder;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What can be seen of the books over HTTP, and how they are corrected. */
@SpringBootTest(classes = {AccountLedgerApplication.class,
        AccountLedgerIT.InMemory.class}, webEnvironment = RANDOM_PORT, properties = "axon.axonserver.enabled=false")
class LedgerBooksIT {

    private LedgerClient ledger;
    @Autowired
    private EventStore events;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        ledger = new LedgerClient(port);
    }

    @Test
    void showsTheBalanceOfAnyMoment() throws Exception {
        // given
        String account = "/accounts/" + ledger.opened("NOK");
        ledger.deposit(account, "18.00", "NOK");
        String first = JsonPath.read(ledger.get(account + "/statement").body(), "$.items[0].at");
        Instant before = Instant.parse(first).minusMillis(1);
        await().until(() -> Instant.now().isAfter(Instant.parse(first).plusMillis(1)));
        ledger.deposit(account, "2.00", "NOK");

        // then
        ledger.get(account);
        assertThat(customersCredit(first)).containsExactly("18.00");
        assertThat(customersCredit(before.toString())).isEmpty();
        assertThat(customersCredit(Instant.now().plusSeconds(3600).toString())).containsExactly("20.00");
        assertThat(customersCredit(Instant.now().plusSeconds(2 * 86400).toString())).containsExactly("20.00");
        HttpResponse<String> past = ledger.get("/ledger/trial-balance?asOf=" + first);
        assertThat(JsonPath.<List<String>>read(past.body(), "$.currencies[?(@.currency=='NOK')].difference"))
                .containsExactly("0.00");
        assertThat(JsonPath.<Integer>read(past.body(), "$.position")).isNull();
        assertProblem(ledger.get("/ledger/trial-balance?asOf=v3"), 400, "INVALID_VALUE");
        assertProblem(ledger.get("/ledger/trial-balance?asOf=yesterday"), 400, "INVALID_VALUE");
    }

    private List<String> customersCredit(String asOf) throws Exception {
        return JsonPath.read(ledger.get("/ledger/trial-balance?asOf=" + asOf).body(),
                "$.currencies[?(@.currency=='NOK')].accounts[?(@.account=='customers')].credit");
    }

    @Test
    void provesAnAccount() throws Exception {
        String id = ledger.opened("USD");
        ledger.deposit("/accounts/" + id, "18.00", "USD");
        ledger.deposit("/accounts/" + id, "2.00", "USD");

        HttpResponse<String> proof = ledger.get("/ledger/accounts/" + id + "/proof");

        assertThat(JsonPath.<Boolean>read(proof.body(), "$.valid")).isTrue();
        assertThat(JsonPath.<Integer>read(proof.body(), "$.entries")).isEqualTo(2);
        assertThat(JsonPath.<Integer>read(proof.body(), "$.unchained")).isZero();
        assertThat(JsonPath.<String>read(proof.body(), "$.hash")).isEqualTo(
                JsonPath.read(ledger.get("/accounts/" + id + "/statement").body(), "$.items[0].hash"));
        assertProblem(ledger.get("/ledger/accounts/nobody/proof"), 404, "NOT_FOUND");
    }

    @Test
    void writesAStatementAsCsv() throws Exception {
        String account = "/accounts/" + ledger.opened("USD");
        ledger.deposit(account, "18.00", "USD");
        ledger.deposit(account, "2.50", "USD");

        HttpResponse<String> csv = ledger.get(account + "/statement?limit=1", "text/csv");

        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isEqualTo("entryId,at,kind,amount,currency,debit,credit,reference,hash");
        assertThat(lines.getLast()).contains(":2,", ",DEPOSIT,2.50,USD,cash,customers,");
        String next = csv.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>; rel=\"next\"", "$1");
        assertThat(ledger.get(next, "text/csv").body()).contains(",18.00,");
        assertThat(ledger.get(next, "*/*").headers().firstValue("Content-Type")).contains("application/json");
        assertProblem(ledger.get("/accounts/nobody/statement", "text/csv"), 404, "NOT_FOUND");
    }

    @Test
    void readsAStatementOffAnIndexOnMongoDbProper(@Autowired ListRecorder database) throws Exception {
        String account = "/accounts/" + ledger.opened("USD");
        ledger.deposit(account, "18.00", "USD");
        ledger.deposit(account, "2.50", "USD");
        database.forgetLists();

        String next = JsonPath.read(ledger.get(account + "/statement?limit=1").body(), "$.next");
        ledger.get(account + "/statement?limit=1&cursor=" + next);

        assertThat(database.lists("statements_v")).hasSize(2).allMatch(database::isReadOffAnIndex);
    }

    @Test
    void listsAccountsOffAnIndexOnMongoDbProper(@Autowired ListRecorder database) throws Exception {
        String body = "{'accountId':'%s','owner':'Ada','currency':'USD','customerId':'%s'}";
        for (String account : List.of("list-c", "list-a", "list-b")) {
            ledger.post("/accounts", body.formatted(account, "lister"));
        }
        ledger.post("/accounts", body.formatted("list-d", "another"));
        database.forgetLists();

        HttpResponse<String> first = ledger.get("/accounts?customerId=lister&limit=2");
        String next = JsonPath.read(first.body(), "$.next");
        HttpResponse<String> second = ledger.get("/accounts?customerId=lister&limit=2&cursor=" + next);

        assertThat(accounts(first)).containsExactly("list-a", "list-b");
        assertThat(accounts(second)).containsExactly("list-c");
        assertThat(JsonPath.<Object>read(second.body(), "$.next")).isNull();
        assertThat(database.lists("accounts_v")).hasSize(2).allMatch(database::isReadOffAnIndex);
        assertThat(accounts(ledger.get("/accounts?cursor=list-b&limit=2"))).startsWith("list-c", "list-d");
        assertThat(accounts(ledger.get("/accounts?customerId=nobody"))).isEmpty();
        assertProblem(ledger.get("/accounts?cursor=no%20id"), 400, "INVALID_VALUE");
        assertProblem(ledger.get("/accounts?limit=0"), 400, "INVALID_VALUE");
    }

    private static List<String> accounts(HttpResponse<String> page) {
        return JsonPath.read(page.body(), "$.items[*].accountId");
    }

    @Test
    void namesTheCustomerOfAStatementOnceItIsKnown() throws Exception {
        String account = "/accounts/named/statement";
        ledger.post("/accounts", "{'accountId':'named','owner':'Ada','currency':'USD','customerId':'ada'}");
        assertCustomer(ledger.get(account), "ada", null);

        publish(new CustomerRegistered(new CustomerId("ada"), "Ada Lovelace", "ada@example.org"), 0);
        await().untilAsserted(() -> assertCustomer(ledger.get(account), "ada", "Ada Lovelace"));
        publish(new CustomerRenamed(new CustomerId("ada"), "Ada King"), 1);
        await().untilAsserted(() -> assertCustomer(ledger.get(account), "ada", "Ada King"));

        assertCustomer(ledger.get("/accounts/" + ledger.opened("USD") + "/statement"), null, null);
    }

    private void publish(CustomerEvent event, long version) {
        events.publish(new GenericDomainEventMessage<>("Customer", event.customerId().toString(), version, event));
    }

    private static void assertCustomer(HttpResponse<String> statement, @Nullable String id, @Nullable String name) {
        assertThat(JsonPath.<String>read(statement.body(), "$.customerId")).isEqualTo(id);
        assertThat(JsonPath.<String>read(statement.body(), "$.customerName")).isEqualTo(name);
        assertThat(JsonPath.<Boolean>read(statement.body(), "$.customerKnown")).isEqualTo(name != null);
    }

    static List<Expectation> expectations() {
        return Expectations.of("account-ledger");
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void meetsWhatConsumersExpect(Expectation expected, @LocalServerPort int port) throws Exception {
        if (expected.state() != null) {
            assertThat(expected.state()).isIn("account a-2 of customer ben is open",
                    "account a-2 of customer ben has a deposit");
            ledger.post("/accounts", "{'accountId':'a-2','owner':'Ben','currency':'USD','customerId':'ben'}");
            ledger.deposit("/accounts/a-2", "100.00", "USD");
        }

        await().untilAsserted(
                () -> assertThat(expected.unmetBy(URI.create("http://localhost:" + port))).isEmpty());
    }

    @Test
    void correctsAnEntryByAnother() throws Exception {
        // given
        String id = ledger.opened("USD");
        ledger.deposit("/accounts/" + id, "18.00", "USD");

        // when
        HttpResponse<String> corrected = reverse(id + ":1");

        // then
        assertThat(corrected.statusCode()).isEqualTo(201);
        assertThat(corrected.headers().firstValue("ETag")).contains("\"2\"");
        HttpResponse<String> statement = ledger.get("/accounts/" + id + "/statement");
        assertThat(JsonPath.<List<String>>read(statement.body(), "$.items[*].kind"))
                .containsExactly("DEPOSIT_REVERSED", "DEPOSIT");
        assertThat(JsonPath.<String>read(statement.body(), "$.items[0].reference")).isEqualTo(id + ":1");
        assertThat(JsonPath.<String>read(ledger.get("/accounts/" + id).body(), "$.balance.amount"))
                .isEqualTo("0.00");
        assertThat(reverse(id + ":1").headers().firstValue("ETag")).contains("\"2\"");
        assertProblem(reverse(id + ":2"), 409, "WRONG_STATE");
        assertProblem(reverse(id + ":0"), 404, "NOT_FOUND");
        assertProblem(reverse(id + ":9"), 404, "NOT_FOUND");
        assertProblem(reverse("nobody:1"), 404, "NOT_FOUND");
        assertProblem(reverse("nonsense"), 400, "INVALID_VALUE");
        assertProblem(ledger.post("/ledger/entries/" + id + ":1/reversal", "{'reason':' '}"), 400,
                "INVALID_VALUE");
    }

    private HttpResponse<String> reverse(String entry) throws Exception {
        return ledger.post("/ledger/entries/" + entry + "/reversal", "{'reason':'a mistake'}");
    }
}
