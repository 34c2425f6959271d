package io.orderflow.console.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.RunningConsole;
import io.orderflow.console.ScriptedPlatform;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of processes, of actions on many of them, and of deadlines. */
class SagaPagesTest {

    private static final String STUCK = """
            {"orderId":"o-stuck","step":"RESERVING_STOCK","waitingFor":["stock:PEN","stock:INK"],
             "since":"2026-11-29T18:00:00Z","startedAt":"2026-11-29T18:00:00Z","progressAt":"2026-11-29T18:00:00Z",
             "payment":null,"unanswered":true,"stalled":true,"until":"2030-01-01T00:00:00Z","version":3,"position":7,
             "timeline":[{"type":"saga.fulfilment-started","at":"2026-11-29T18:00:00Z","detail":"PEN"},
                         {"type":"saga.step-retried","at":"2026-11-29T18:05:00Z","detail":"RESERVING_STOCK",
                          "reason":"the stock was down","actor":"ann"}]}""";
    private static final String PAGE = "{\"items\":[" + STUCK + "],\"next\":\"c1\"}";
    private static final String BATCH = """
            {"batchId":"b1","action":"CANCEL","reason":"sold out","filter":{"status":"ALL","stuckFor":"PT1M","waitingFor":null},
             "by":"ann","state":"RUNNING","total":4,"done":2,
             "outcomes":{"ASKED":1,"RESOLVED":0,"REFUSED":1,"FAILED":0},"startedAt":"2026-11-29T18:00:00Z"}""";

    private static final String DEADLINES = """
            {"items":[{"deadlineId":"o-stuck.4","kind":"SAGA_STEP","orderId":"o-stuck","step":"RESERVING_STOCK",
              "due":"2030-01-01T12:00:00Z","setAt":"2026-11-29T18:00:00Z","movedFrom":"2029-12-31T12:00:00Z",
              "reason":"the stock is counted","version":3}],"next":null}""";

    private static final ScriptedPlatform PLATFORM = new ScriptedPlatform();
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        PLATFORM.answers("GET /sagas", PAGE)
                .answers("GET /sagas/o-stuck", STUCK)
                .answers("GET /saga-count", "{\"count\":4,\"more\":false}")
                .answers("GET /saga-batches/b1", BATCH)
                .answers("GET /saga-batches/b1/items", """
                        {"items":[{"orderId":"o-1","outcome":"ASKED","at":"2026-11-29T18:00:00Z"},
                                  {"orderId":"o-2","outcome":"REFUSED","code":"WRONG_STATE",
                                   "detail":"it is delivering","at":"2026-11-29T18:00:00Z"}],"next":null}""");
        console = new RunningConsole(PLATFORM);
    }

    @AfterAll
    static void stop() {
        console.close();
        PLATFORM.close();
    }

    @Test
    void putsStuckProcessesFirstAndSaysWhatEachWaitsFor() {
        String page = console.page("/sagas");

        assertThat(page.indexOf("Stuck for more than a minute")).isPositive()
                .isLessThan(page.indexOf("<h2 id=\"list-title\">In progress"));
        assertThat(page).contains("stock of PEN, INK").contains("stalled");
        assertThat(PLATFORM.requests()).anyMatch(request -> request.startsWith("GET /sagas?status=ALL&stuckFor=PT1M"));
    }

    @Test
    void keepsTheFilterInTheAddressOfTheNextPageAndOfTheActionsOnAll() {
        String page = console.page("/sagas?status=COMPENSATING&stuckFor=PT1H&waitingFor=rejection&stalled=");

        assertThat(page).contains("?status=COMPENSATING&amp;stuckFor=PT1H&amp;waitingFor=rejection&amp;cursor=c1")
                .contains("/saga-batches/new?action=cancel&amp;status=COMPENSATING&amp;stuckFor=PT1H");
        assertThat(PLATFORM.requests())
                .anyMatch(request -> request.startsWith("GET /sagas?status=COMPENSATING&stuckFor=PT1H&waitingFor="));
    }

    @Test
    void saysWhatIsNotPossibleAndWhy() {
        assertThat(console.page("/sagas/o-stuck"))
                .contains("Not possible. </strong><span>The goods would not be reserved.")
                .contains("action=\"/console/sagas/o-stuck/retry\"")
                .doesNotContain("action=\"/console/sagas/o-stuck/skip\"")
                .contains("<strong>ann</strong>: <span>the stock was down</span>");
    }

    @Test
    void saysWhichDeadLetterHoldsAProcessBackAndWhyItFailed() {
        PLATFORM.answers("GET /dead-letters",
                """
                        {"items":[{"kind":"PROCESSOR","group":"order-saga-stock","sequence":"o-stuck","cause":"No route to the stock"},
                                  {"kind":"PROJECTION","group":"sales","sequence":"o-stuck","cause":"too long"}],"next":null}""");

        assertThat(console.page("/sagas/o-stuck")).contains("A dead letter of order-saga-stock holds this process back")
                .contains("No route to the stock")
                .doesNotContain("A dead letter of sales");
        assertThat(console.page("/sagas")).contains("✕ dead letter of order-saga-stock");
    }

    @Test
    void saysWhichEventProcessorIsPausedThatAProcessWaitsFor() {
        PLATFORM.answers("GET /server/processors",
                """
                        {"items":[{"component":"orderflow","name":"order-saga-stock","streaming":true,"running":false,"error":false},
                                  {"component":"orderflow","name":"payment-policy","streaming":true,"running":true,"error":false},
                                  {"component":"orderflow","name":"sales_v1","streaming":true,"running":false,"error":false}]}""");

        assertThat(console.page("/sagas/o-stuck")).contains("Paused by an operator: ")
                .contains(">order-saga-stock</a>. What it should do here waits.");
    }

    @Test
    void looksForTheLettersOfEachProcessWhereThereAreTooManyToReadThemAll() {
        PLATFORM.answers("GET /dead-letters", "{\"items\":[],\"next\":\"more\"}");

        console.page("/sagas");

        assertThat(PLATFORM.requests()).contains("GET /dead-letters?sequence=o-stuck");
    }

    @Test
    void doesNotCallARetriedProcessResolved() {
        PLATFORM.answers("POST /sagas/o-stuck/retry", "{\"orderId\":\"o-stuck\",\"version\":4}");

        HttpResponse<String> answer = console.submit("/sagas/o-stuck", "/sagas/o-stuck/retry",
                Map.of("reason", "try again"));

        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(
                next -> assertThat(next).endsWith("/console/sagas/o-stuck"));
        assertThat(PLATFORM.requests()).contains("POST /sagas/o-stuck/retry {\"reason\":\"try again\"}");
        assertThat(console.page("/sagas/o-stuck")).contains("It is not resolved until an answer comes.");
    }

    @Test
    void countsWhatABatchWouldChangeAndStartsItWithThatCount() {
        PLATFORM.answers("POST /saga-batches", 202, BATCH);
        String preview = "/saga-batches/new?action=cancel&status=ALL&stuckFor=PT1M&waitingFor=";
        assertThat(console.page(preview)).contains("4 processes").contains("Nothing has happened yet");

        HttpResponse<String> answer = console.submit(preview, "/saga-batches", Map.of("action", "cancel", "status",
                "ALL", "stuckFor", "PT1M", "expected", "4", "reason", "sold out"));

        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(
                next -> assertThat(next).endsWith("/console/saga-batches/b1"));
        assertThat(PLATFORM.requests()).contains("POST /saga-batches {\"action\":\"CANCEL\",\"reason\":\"sold out\","
                + "\"filter\":{\"status\":\"ALL\",\"stuckFor\":\"PT1M\"},\"expected\":4}");
    }

    @Test
    void showsTheProgressOfABatchAndTheOutcomeOfEachItem() {
        assertThat(console.page("/saga-batches/b1")).contains("2 of 4 processes").contains("value=\"50\"")
                .contains("asked again").contains("the answer is still to come").contains("it is delivering")
                .contains("no progress for: ")
                .doesNotContain("waits for: ");
    }

    @Test
    void movesADeadlineToAMomentInUtc() {
        PLATFORM.answers("GET /deadlines", DEADLINES)
                .answers("POST /deadlines/o-stuck.4/move", "{\"deadlineId\":\"o-stuck.4\"}");
        assertThat(console.page("/deadlines")).contains("The stock is asked again, or the order is given up")
                .contains("value=\"2030-01-01T12:00:00\"").contains("the stock is counted");

        console.submit("/deadlines", "/deadlines/o-stuck.4/move", Map.of("due", "2031-02-03T04:05", "reason",
                "more time"));

        assertThat(PLATFORM.requests()).anyMatch(request -> request.startsWith("POST /deadlines/o-stuck.4/move ")
                && request.contains("\"due\":\"2031-02-03T04:05:00Z\"") && request.contains("more time"));
        assertThat(console.page("/deadlines")).contains("The deadline is moved.");
    }

    @Test
    void saysThatNothingMatches() {
        PLATFORM.answers("GET /deadlines", "{\"items\":[],\"next\":null}");
        assertThat(console.page("/deadlines?orderId=nope")).contains("No deadline matches this filter.");
        PLATFORM.answers("GET /saga-batches", "{\"items\":[],\"next\":null}");
        assertThat(console.page("/saga-batches")).contains("No batch has been started yet.");
    }
}
