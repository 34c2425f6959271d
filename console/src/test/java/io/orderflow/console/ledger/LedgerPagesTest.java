package io.orderflow.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.RunningConsole;
import io.orderflow.console.ScriptedPlatform;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of the ledger, of the event log and of the server. */
class LedgerPagesTest {

    private static final String ACCOUNT = """
            {"accountId":"ada","owner":"Ada","currency":"USD","status":"OPEN","customerId":"c1",
             "balance":{"amount":"1100.00","currency":"USD"},"held":{"amount":"100.00","currency":"USD"},
             "available":{"amount":"1000.00","currency":"USD"},"version":2,"position":9}""";
    private static final String EVENT = """
            {"type":"%s","time":"2026-11-29T18:00:00Z","position":%d,"eventId":"e%2$d","aggregate":"account:ada",
             "aggregateId":"ada","version":1,"payload":{"amount":"<b>1</b>"},"actor":"ann"}""";

    private static final ScriptedPlatform PLATFORM = new ScriptedPlatform();
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        String deposit = EVENT.formatted("account.money-deposited", 8);
        String refused = EVENT.formatted("account.hold-refused", 9);
        PLATFORM.answers("GET /ledger/trial-balance", """
                {"currencies":[{"currency":"USD","accounts":[{"account":"cash","debit":"1100.00","credit":"0.00"},
                 {"account":"customers","debit":"0.00","credit":"1100.00"}],"difference":"0.00"}],"position":9}""")
                .answers("GET /accounts", "{\"items\":[" + ACCOUNT + "],\"next\":null}")
                .answers("GET /accounts/ada", ACCOUNT)
                .answers("GET /accounts/ada/holds", """
                        {"items":[{"holdId":"o-1","amount":{"amount":"100.00","currency":"USD"},"orderId":"o-1",
                         "since":"2026-11-29T18:00:00Z"}],"next":null}""")
                .answers("GET /accounts/ada/statement",
                        """
                                {"items":[{"accountId":"ada","entryId":"ada:2","kind":"HOLD_PLACED","amount":
                                  {"amount":"100.00","currency":"USD"},"debit":"available","credit":"held",
                                  "at":"2026-11-29T18:00:00Z","reference":"o-1","hash":"bbbb","position":9,"version":2},
                                 {"accountId":"ada","entryId":"ada:1","kind":"DEPOSIT","amount":
                                  {"amount":"1100.00","currency":"USD"},"debit":"cash","credit":"available",
                                  "at":"2026-11-29T18:00:00Z","reference":"t1","hash":"aaaa","actor":"ann","reason":"opening <b>money</b>","position":8,"version":1}],
                                 "next":null}""")
                .answers("GET /ledger/accounts/ada/proof",
                        "{\"accountId\":\"ada\",\"valid\":true,\"version\":2,\"entries\":2,\"unchained\":0,"
                                + "\"hash\":\"bbbb\",\"fault\":null}")
                .answers("GET /events", "{\"items\":[" + refused + "," + deposit
                        + "],\"next\":\"c1\",\"position\":9,\"searchedTo\":8}")
                .answers("GET /events/8", "{\"event\":" + deposit + ",\"before\":[],\"after\":[" + refused + "]}");
        console = new RunningConsole(PLATFORM);
    }

    @AfterAll
    static void stop() {
        console.close();
        PLATFORM.close();
    }

    @Test
    void showsTheTrialBalanceNowAndAtAMoment() {
        assertThat(console.page("/ledger")).contains("Trial balance now").contains("0.00 USD").contains("1,100.00");
        assertThat(console.page("/ledger?asOf=2026-11-29T17:00")).contains("Trial balance at");
        assertThat(PLATFORM.requests()).contains("GET /ledger/trial-balance?asOf=2026-11-29T17%3A00%3A00Z");
    }

    @Test
    void findsAnAccountByItsIdentifier() {
        assertThat(console.get("/ledger?accountId=ada").headers().firstValue("Location"))
                .hasValueSatisfying(next -> assertThat(next).endsWith("/console/ledger/accounts/ada"));
    }

    @Test
    void drawsTheProofAndLeadsFromAnEntryToItsEvent() {
        assertThat(console.page("/ledger/accounts/ada")).contains("All 2 postings are complete")
                .contains("<svg class=\"drawing good\"").contains("✓ as written").contains("href=\"/console/events/9\"")
                .contains("/console/orders/o-1");
    }

    @Test
    void tellsInTheStatementWhoAskedAndWhy() {
        assertThat(console.page("/ledger/accounts/ada")).contains("Who and why").contains(">ann</span>")
                .contains("“opening &lt;b&gt;money&lt;/b&gt;”");
    }

    @Test
    void depositsOnceHoweverOftenTheFormIsSent() {
        PLATFORM.answers("POST /accounts/ada/deposits", 201, "{\"accountId\":\"ada\",\"version\":3}");

        HttpResponse<String> answer = console.submit("/ledger/accounts/ada", "/ledger/accounts/ada/deposits",
                Map.of("amount", "5.00", "currency", "USD", "transactionId", "till-1", "reason", "from the till",
                        "key", "k1"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(PLATFORM.requests()).anyMatch(request -> request.startsWith("POST /accounts/ada/deposits ")
                && request.contains("\"transactionId\":\"till-1\"") && request.contains("\"amount\":\"5.00\"")
                && request.contains("\"reason\":\"from the till\""));
        assertThat(console.page("/ledger/accounts/ada")).contains("The deposit is booked.");
    }

    @Test
    void followsTheLogUntilItIsPaused() {
        String live = console.page("/events?type=account.%2A");
        assertThat(live).contains("sse-connect=\"/console/events/live?type=account.%2A\"").contains("Pause")
                .contains("?type=account.%2A&amp;cursor=c1").contains("Looked back to position 8 of 9");
        assertThat(console.page("/events?paused=true")).doesNotContain("sse-connect").contains("Go on");
        assertThat(console.page("/events?cursor=c1")).doesNotContain("sse-connect");
    }

    @Test
    void escapesTheContentOfEvents() {
        assertThat(console.page("/events")).contains("&lt;b&gt;1&lt;/b&gt;").doesNotContain("<b>1</b>");
    }

    @Test
    void showsAnEventWithItsNeighboursAndJumpsToAPosition() {
        assertThat(console.page("/events/8")).contains("account.money-deposited").contains("account.hold-refused")
                .contains("Event after").doesNotContain("Event before").contains("aria-current=\"true\"");
        assertThat(console.get("/events?position=1,042").headers().firstValue("Location"))
                .hasValueSatisfying(next -> assertThat(next).endsWith("/console/events/1042"));
    }

    @Test
    void showsTheServerAndPausesAnEventProcessor() {
        PLATFORM.answers("GET /server", """
                {"address":"127.0.0.1:8124","contexts":["default"],"store":{"first":0,"position":1233,"events":1234,
                 "bytes":2097152},"commit":{"groups":9,"requests":20,"groupSize":2.5,"syncMicros":1500},
                 "applications":[{"component":"platform","clients":[{"client":"c@h","node":"n","activeThreads":3,
                  "availableThreads":5}],"handlers":{"commands":["PlaceOrder"],"queries":[],"processors":["p"]}}],
                 "unavailable":["contexts: ask the administrator"]}""")
                .answers("GET /server/processors", """
                        {"items":[{"component":"platform","name":"order-saga","context":"default","tokenStore":"t1",
                         "mode":"Pooled","streaming":true,"running":true,"error":false,
                         "segments":[{"id":0,"onePartOf":1,"position":9,"lag":7,"owner":"c","state":"BEHIND"}]}]}""")
                .answers("GET /server/backups", "{\"items\":[],\"next\":null}")
                .answers("POST /server/processors/platform/order-saga/pause", 202, "");

        assertThat(console.page("/server")).contains("1,234").contains("2 MiB").contains("1.5 ms")
                .contains("There is no backup yet").contains("order-saga").contains("PlaceOrder")
                .contains("ask the administrator").contains("one part of 1: behind");
        console.submit("/server", "/server/processors/platform/order-saga/steer",
                Map.of("action", "pause", "tokenStore", "t1", "reason", "maintenance"));
        assertThat(PLATFORM.requests())
                .contains("POST /server/processors/platform/order-saga/pause?tokenStore=t1 "
                        + "{\"reason\":\"maintenance\"}");
        assertThat(console.page("/server")).contains("asked to pause order-saga");
    }
}
