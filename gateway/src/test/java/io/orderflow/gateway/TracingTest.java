package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The trace of a request goes through the gateway. */
class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT_SPAN = "b7ad6b7169203331";

    @Test
    void namesItsOwnSpanToTheServiceAndToTheClient() throws Exception {
        try (ScriptedService receiver = ScriptedService.start();
                ScriptedService orders = ScriptedService.start();
                RunningGateway gateway = start(receiver, orders)) {
            HttpResponse<String> answer = gateway.post("/orders", "{}", "traceparent",
                    "00-" + TRACE + "-" + CLIENT_SPAN + "-01");

            String passedOn = orders.asked().getFirst().header("traceparent");
            assertThat(passedOn).matches("00-" + TRACE + "-[0-9a-f]{16}-01").doesNotContain(CLIENT_SPAN);
            assertThat(answer.headers().allValues("traceresponse")).containsExactly(passedOn);
        }
    }

    private static RunningGateway start(ScriptedService receiver, ScriptedService orders) {
        return RunningGateway.before(Map.of("order-command", orders.port()),
                "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:" + receiver.port());
    }
}
