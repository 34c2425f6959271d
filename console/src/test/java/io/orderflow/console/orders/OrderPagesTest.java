package io.orderflow.console.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.RunningConsole;
import io.orderflow.console.ScriptedPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of an order whose process has not begun, or has come to its end. */
class OrderPagesTest {

    private static final ScriptedPlatform PLATFORM = new ScriptedPlatform();
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        PLATFORM.answers("GET /orders/placed", order("placed", "PLACED", "null"))
                .answers("GET /orders/done", order("done", "SHIPPED", "{\"step\":\"COMPLETED\",\"waitingFor\":[],"
                        + "\"since\":\"2026-11-29T18:00:00Z\"}"))
                .answers("GET /server/processors", """
                        {"items":[{"component":"orderflow","name":"order-saga-manager","streaming":true,"running":false,
                                   "error":false}]}""");
        console = new RunningConsole(PLATFORM);
    }

    private static String order(String id, String status, String saga) {
        return """
                {"orderId":"%s","customerId":"ben","accountId":"a-1","status":"%s","total":null,"lines":[],"payment":null,
                 "saga":%s,"reason":null,"placedAt":"2026-11-29T18:00:00Z","updatedAt":"2026-11-29T18:00:00Z",
                 "version":1,"position":1}"""
                .formatted(id, status, saga);
    }

    @AfterAll
    static void stop() {
        console.close();
        PLATFORM.close();
    }

    @Test
    void saysWhichEventProcessorIsPausedThatAnOrderWaitsFor() {
        assertThat(console.page("/orders/placed")).contains("Paused by an operator: ")
                .contains(">order-saga-manager</a>. What it should do here waits.");
    }

    @Test
    void looksForNoneWhereTheOrderIsDone() {
        assertThat(console.page("/orders/done")).doesNotContain("Paused by an operator");
        assertThat(console.page("/orders/placed")).contains("Paused");
    }

    @Test
    void saysWhichMomentWasAskedForAndWhenTheOrderHadChangedLast() {
        assertThat(console.page("/orders/done?at=2026-11-29T18:30:00"))
                .contains("as it was <strong>at 2026-11-29 18:30:00.000 UTC</strong>")
                .contains("its last change until then was at 2026-11-29 18:00:00.000 UTC")
                .contains("value=\"2026-11-29T18:30:00\"");
    }
}
