package io.orderflow.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.RunningConsole;
import io.orderflow.console.ScriptedPlatform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NoticesTest {

    private static final String BOOKED = "The deadline is cancelled";

    private static final ScriptedPlatform PLATFORM = new ScriptedPlatform();
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        PLATFORM.answers("GET /deadlines", """
                {"items":[{"deadlineId":"d1","kind":"SAGA_STEP","orderId":"o1","step":"RESERVING_STOCK",
                  "due":"2026-12-01T00:00:00Z"}],
                 "next":null}""")
                .answers("POST /deadlines/d1/cancellation", 200, "{}");
        console = new RunningConsole(PLATFORM);
    }

    @AfterAll
    static void stop() {
        console.close();
        PLATFORM.close();
    }

    /** The page before the action still stands in the browser when the answer to the action has been written. */
    @Test
    void areForThePageThatFollowsAndNotForAPartThatRenewsItself() {
        // given
        console.submit("/deadlines", "/deadlines/d1/cancellation", Map.of("reason", "a test"));

        // when
        String part = console.send(HttpRequest.newBuilder(URI.create(console.address() + "/deadlines"))
                .header("HX-Request", "true")
                .build()).body();
        String page = console.page("/deadlines");
        String next = console.page("/deadlines");

        // then
        assertThat(part).doesNotContain(BOOKED);
        assertThat(page).contains(BOOKED);
        assertThat(next).doesNotContain(BOOKED);
    }
}
