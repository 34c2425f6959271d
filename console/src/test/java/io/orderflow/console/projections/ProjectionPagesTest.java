package io.orderflow.console.projections;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.RunningConsole;
import io.orderflow.console.ScriptedPlatform;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of projections and rebuilds. */
class ProjectionPagesTest {

    private static final String REBUILD = """
            {"rebuildId":"r1","projection":"orders","collection":"orders_2","revision":3,"promote":"manual",
             "state":"%s","position":41,"head":99,"eventsRead":42,"documentsWritten":20,"eventsPerSecond":1000,
             "secondsLeft":%s,"startedAt":"2026-11-29T18:00:00Z","endedAt":null,"error":null,"reason":null,
             "comparison":%s}""";
    private static final String COMPARISON = """
            {"same":10,"changed":1,"added":1,"gone":0,"unsettled":0,"samples":[
             {"key":"o-1","kind":"CHANGED","fields":[{"name":"lines.0.stock","before":"\\"PENDING\\"",
              "after":"\\"RESERVED\\""}]},{"key":"o-2","kind":"ADDED","fields":[]}]}""";
    private static final ScriptedPlatform PLATFORM = new ScriptedPlatform();
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        PLATFORM.answers("GET /projections", """
                {"items":[{"name":"orders","state":"LIVE","position":99,"head":99,"lag":0,"revision":3,
                  "collection":"orders_1","documents":12,"deadSequences":2,"gaps":0,"rebuildId":null,
                  "stalledSince":null,"failure":null,"segments":[
                   {"segment":0,"position":90,"lag":9,"eventsPerSecond":120,"here":true}]}]}""")
                .answers("GET /rebuilds", "{\"items\":[],\"next\":null}");
        console = new RunningConsole(PLATFORM);
    }

    @AfterAll
    static void stop() {
        console.close();
        PLATFORM.close();
    }

    @Test
    void showsHowFarEachProjectionIsAndItsDeadLetters() {
        assertThat(console.page("/projections")).contains("orders: 100 % of the log").contains("2 dead letters")
                .contains("No projection has been rebuilt yet");
        assertThat(console.page("/projections/orders")).contains("orders_1").contains("Start a rebuild")
                .contains("0 of 1").contains("120").contains("the process that answers");
        assertThat(console.get("/projections/nope").statusCode()).isEqualTo(404);
    }

    @Test
    void startsARebuildAndLeadsToItsPage() {
        PLATFORM.answers("POST /projections/orders/rebuilds", 202, REBUILD.formatted("RUNNING", "3", "null"));

        HttpResponse<String> answer = console.submit("/projections/orders", "/projections/orders/rebuilds",
                Map.of("promote", "manual", "reason", "a new fold"));

        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(
                next -> assertThat(next).endsWith("/console/rebuilds/r1"));
        assertThat(PLATFORM.requests()).anyMatch(request -> request.startsWith("POST /projections/orders/rebuilds ")
                && request.contains("\"promote\":\"manual\"") && request.contains("\"reason\":\"a new fold\""));
    }

    @Test
    void showsTheProgressOfARebuildWithTheTimeLeft() {
        PLATFORM.answers("GET /rebuilds/r1", REBUILD.formatted("RUNNING", "3", "null"));

        assertThat(console.page("/rebuilds/r1")).contains("value=\"42\"").contains("about 3 s left")
                .contains("sse-connect=\"/console/rebuilds/r1/live\"").contains("Cancel and drop")
                .doesNotContain("Promote: the new documents");
    }

    @Test
    void showsNoTimeLeftOnceTheLogIsRead() {
        String read = REBUILD.formatted("AWAITING_PROMOTION", "0", "null");
        PLATFORM.answers("GET /rebuilds/r2", read).answers("GET /rebuilds", "{\"items\":[" + read + "],\"next\":null}");

        assertThat(console.page("/rebuilds/r2")).contains("value=\"100\"").doesNotContain("left<");
        assertThat(console.page("/projections")).contains("100 %").doesNotContain("left<");
    }

    @Test
    void showsHowTheRebuiltDocumentsDifferBeforeAPersonPromotesThem() {
        PLATFORM.answers("GET /rebuilds/r1", REBUILD.formatted("AWAITING_PROMOTION", "null", COMPARISON))
                .answers("POST /rebuilds/r1/promotion", REBUILD.formatted("PROMOTED", "null", "null"));

        assertThat(console.page("/rebuilds/r1")).contains("lines.0.stock").contains("&quot;PENDING&quot;")
                .contains("Only the rebuild has made this document.").doesNotContain("Every document is the same");

        console.submit("/rebuilds/r1", "/rebuilds/r1/promotion", Map.of("reason", "they are right"));
        assertThat(PLATFORM.requests()).contains("POST /rebuilds/r1/promotion {\"reason\":\"they are right\"}");
    }
}
