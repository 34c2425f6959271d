package io.orderflow.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.access.Viewer;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Availability;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShellTest {

    private static Shell shellOf(boolean identified) {
        return new Shell(new Viewer("operator", identified, Set.of()), () -> new Availability.State(null), "",
                "http://localhost:8080", "", "1");
    }

    @Test
    void writesACommandThatAnybodyCanRun() {
        assertThat(shellOf(false).curl(ApiRequest.get("/orders").with("status", "PLACED")))
                .isEqualTo("curl -s 'http://localhost:8080/orders?status=PLACED'");
    }

    @Test
    void quotesWhatAPersonHasWritten() {
        assertThat(shellOf(false).curl(ApiRequest.post("/orders/{id}/cancellation", "o'1")
                .body(Map.of("reason", "it's $HOME"))))
                .endsWith("-d '{\"reason\":\"it'\\''s $HOME\"}' 'http://localhost:8080/orders/o%271/cancellation'");
    }

    @Test
    void namesNoToken() {
        assertThat(shellOf(true).curl(ApiRequest.get("/orders"))).contains("Bearer $TOKEN");
    }
}
