package io.orderflow.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.gateway.backend.BackendFailure.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;

@ExtendWith(OutputCaptureExtension.class)
class ServiceGuardTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final BackendRequest REQUEST = new BackendRequest("POST", "/orders", new HttpHeaders(), new byte[0],
            SOON);

    @AutoClose
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
    private final ServiceGuard guard = new ServiceGuard("stock", new ResilienceSettings(1, Duration.ofMillis(1), 2, 2,
            50, Duration.ofMillis(1), 1, 8), new SimpleMeterRegistry());

    private void fail() {
        assertThatThrownBy(() -> guard.call(REQUEST, () -> {
            throw new BackendFailure(Kind.NOT_SENT, "connection refused", null);
        })).isInstanceOf(ServiceRefusal.class);
    }

    private void succeed() {
        BackendAnswer answer = new BackendAnswer(URI.create("http://stock"), new HttpPost("http://stock/orders"),
                new BasicClassicHttpResponse(HttpStatus.SC_CREATED), deadlines);
        await().atMost(SOON).ignoreExceptions().until(() -> guard.call(REQUEST, () -> answer) == answer);
    }

    @Test
    void logsAnOutageWhenItBeginsAndWhenItEndsHoweverOftenItTriesInBetween(CapturedOutput log) {
        // when
        for (int call = 0; call < 20; call++) {
            fail();
        }
        await().atMost(SOON).untilAsserted(() -> {
            succeed();
            assertThat(guard.state()).isEqualTo(State.CLOSED);
        });

        // then
        assertThat(log.toString().lines().filter(line -> line.contains("The breaker of stock is")))
                .satisfiesExactly(first -> assertThat(first).endsWith("is OPEN now"),
                        last -> assertThat(last).endsWith("is CLOSED now"));
    }

    @Test
    void isReadyForATrialAlsoWhereNobodyCalls() {
        // when
        fail();
        fail();

        // then
        await().atMost(SOON).untilAsserted(() -> assertThat(guard.state()).isEqualTo(State.HALF_OPEN));
    }
}
