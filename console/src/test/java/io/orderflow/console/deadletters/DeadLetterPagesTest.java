package io.orderflow.console.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.RunningConsole;
import io.orderflow.console.ScriptedPlatform;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of dead letters, and of retries of all that match. */
class DeadLetterPagesTest {

    private static final String LETTER = """
            {"kind":"PROCESSOR","group":"payment-policy","sequence":"o-1","state":"FAILED","position":42,
             "type":"payment.requested","cause":"the ledger is away","since":"2026-11-29T18:00:00Z",
             "triedAt":"2026-11-29T18:10:00Z","attempts":20,"retryAt":null,"letters":2}""";
    private static final String DETAIL = """
            {"letter":%s,"event":{"type":"customer.registered","eventId":"e42","time":"2026-11-29T18:00:00Z",
              "aggregate":"customer:c1","payload":{"customerId":"c1","name":"Ada"}},
             "attempts":[{"at":"2026-11-29T18:10:00Z","byOperator":true,"cause":"the ledger is still away"},
                         {"at":"2026-11-29T18:09:00Z","byOperator":false,"cause":"the ledger is away"},
                         {"at":"2026-11-29T18:08:00Z","byOperator":false,"cause":"the ledger is away"},
                         {"at":"2026-11-29T18:07:00Z","byOperator":false,"cause":"the ledger is away"}],
             "requests":[{"at":"2026-11-29T18:09:59Z","by":"ann","reason":"the ledger was restarted"}]}"""
            .formatted(LETTER);
    private static final String BATCH = """
            {"batchId":"b1","action":"RETRY","reason":"the ledger is back",
             "filter":{"group":"payment-policy","cause":"ledger"},"by":"ann","state":"RUNNING","total":4,"done":2,
             "outcomes":{"ASKED":1,"RESOLVED":1,"REFUSED":0,"FAILED":0},"startedAt":"2026-11-29T18:00:00Z"}""";

    private static final ScriptedPlatform PLATFORM = new ScriptedPlatform();
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        PLATFORM.answers("GET /dead-letters", "{\"items\":[" + LETTER + "],\"next\":null}")
                .answers("GET /dead-letters/payment-policy/sequences/o-1", DETAIL)
                .answers("GET /dead-letter-count", "{\"count\":4,\"more\":false}")
                .answers("POST /dead-letter-batches", 202, BATCH)
                .answers("GET /dead-letter-batches", "{\"items\":[" + BATCH + "],\"next\":null}")
                .answers("GET /dead-letter-batches/b1", BATCH)
                .answers("GET /dead-letter-batches/b1/items", """
                        {"items":[{"sequence":"o-1","outcome":"ASKED","at":"2026-11-29T18:00:00Z"},
                                  {"sequence":"o-2","outcome":"RESOLVED","at":"2026-11-29T18:00:00Z"},
                                  {"sequence":"o-3"}],"next":null}""");
        console = new RunningConsole(PLATFORM);
    }

    @AfterAll
    static void stop() {
        console.close();
        PLATFORM.close();
    }

    @Test
    void showsDeadLettersByQueueAndWhatCanBeDoneWithAllThatMatch() {
        assertThat(console.page("/dead-letters?group=payment-policy&type=payment.requested"))
                .contains("payment-policy · 1").contains("the ledger is away")
                .contains("/dead-letters/retry?group=payment-policy&amp;type=payment.requested");
        assertThat(PLATFORM.requests())
                .anyMatch(request -> request.startsWith("GET /dead-letters?group=payment-policy&type=payment.reque"));
    }

    @Test
    void showsADeadLetterWithItsEventAndGivesItUpWithAReason() {
        PLATFORM.answers("DELETE /dead-letters/payment-policy/o-1", 204, "");
        assertThat(console.page("/dead-letters/payment-policy/o-1")).contains("&quot;customerId&quot; : &quot;c1&quot;")
                .contains("not by itself").contains("/console/events/42").doesNotContain("Ada");

        console.submit("/dead-letters/payment-policy/o-1", "/dead-letters/payment-policy/o-1/give-up",
                Map.of("reason", "a test order"));

        assertThat(PLATFORM.requests())
                .contains("DELETE /dead-letters/payment-policy/o-1 {\"reason\":\"a test order\"}");
        assertThat(console.page("/dead-letters/payment-policy/o-1")).contains("The event is given up");
    }

    @Test
    void opensASequenceThatIsNamedLikeTheListOfWhatWasGivenUp() {
        PLATFORM.answers("GET /dead-letters/payment-policy/sequences/given-up", DETAIL)
                .answers("GET /dead-letters/payment-policy/given-up", "{\"items\":[]}");

        assertThat(console.page("/dead-letters/payment-policy/given-up")).contains("Give up the event")
                .contains("the ledger is still away");
        assertThat(console.page("/given-up/payment-policy")).contains("No event of this queue has been given up.");
    }

    @Test
    void showsWhatWasTriedWithWhoAndWhy() {
        assertThat(console.page("/dead-letters/payment-policy/o-1")).contains("<strong>ann</strong> asked for another")
                .contains("the ledger was restarted").contains("the ledger is still away").contains("automatic");
    }

    @Test
    void showsEqualAttemptsInARowOnce() {
        assertThat(console.page("/dead-letters/payment-policy/o-1")).contains("and 2 times before, the first")
                .contains("2026-11-29T18:07:00Z").doesNotContain("2026-11-29T18:08:00Z");
    }

    @Test
    void retriesOneWithAReason() {
        PLATFORM.answers("POST /dead-letters/payment-policy/o-1/retry", 202, "");

        console.submit("/dead-letters/payment-policy/o-1", "/dead-letters/payment-policy/o-1/retry",
                Map.of("reason", "the ledger is back"));

        assertThat(PLATFORM.requests())
                .contains("POST /dead-letters/payment-policy/o-1/retry {\"reason\":\"the ledger is back\"}");
    }

    @Test
    void beginsABatchForTheQueueAfterAPreviewByCount() {
        String preview = "/dead-letters/retry?group=payment-policy&type=&cause=ledger";
        assertThat(console.page(preview)).contains("Retry 4 sequences").contains("Nothing has happened yet.");

        HttpResponse<String> answer = console.submit(preview, "/dead-letter-batches", Map.of("group",
                "payment-policy", "expected", "4", "type", "", "cause", "ledger", "reason", "the ledger is back"));

        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(
                next -> assertThat(next).endsWith("/console/dead-letter-batches/b1"));
        assertThat(PLATFORM.requests()).anyMatch(request -> request.startsWith("POST /dead-letter-batches ")
                && request.contains("\"filter\":{\"group\":\"payment-policy\",\"cause\":\"ledger\"}")
                && request.contains("\"expected\":4") && request.contains("the ledger is back"));
    }

    @Test
    void countsEachQueueWhereNoneIsChosen() {
        assertThat(console.page("/dead-letters/retry?group=&cause=ledger")).contains("<dt>payment-policy</dt>")
                .contains("name=\"expected\" value=\"4\"");
    }

    @Test
    void showsTheProgressOfABatchAndTheOutcomeOfEachSequence() {
        assertThat(console.page("/dead-letter-batches/b1")).contains("2 of 4 sequences").contains("value=\"50\"")
                .contains("its first event still waits").contains("/console/dead-letters/payment-policy/o-3")
                .contains("failure contains");
        assertThat(console.page("/dead-letter-batches")).contains("/console/dead-letter-batches/b1");
    }

    @Test
    void doesNotFailForALetterThatIsResolvedMeanwhile() {
        assertThat(console.get("/dead-letters/orders/gone").statusCode()).isEqualTo(200);
        assertThat(console.page("/dead-letters/orders/gone")).contains("No letter of this sequence waits now");
    }
}
