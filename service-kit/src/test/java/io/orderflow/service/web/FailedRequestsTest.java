package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailedRequestsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private void answer(String uri, String outcome, int times) {
        Timer timer = registry.timer("http.server.requests", "uri", uri, "outcome", outcome);
        for (int i = 0; i < times; i++) {
            timer.record(Duration.ofMillis(1));
        }
    }

    @Test
    void countsTheFailuresOfAllRoutesAndNothingElse() {
        // given
        new FailedRequests().bindTo(registry);

        // when
        answer("/orders", "SERVER_ERROR", 2);
        answer("/sagas", "SERVER_ERROR", 1);
        answer("/orders", "SUCCESS", 5);
        answer("/orders", "CLIENT_ERROR", 4);

        // then
        assertThat(registry.get("orderflow.http.failed").functionCounter().count()).isEqualTo(3);
    }

    @Test
    void isZeroBeforeTheFirstRequest() {
        // when
        new FailedRequests().bindTo(registry);

        // then
        assertThat(registry.get("orderflow.http.failed").functionCounter().count()).isZero();
    }
}
