package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import io.orderflow.service.resilience.RepeatedFailures.RepeatedFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RepeatedFailuresTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final MongoTimeoutException AWAY = new MongoTimeoutException("away");

    private Instant now = START;
    private final RepeatedFailures failures = new RepeatedFailures(new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void countsFromTheFirstFailureOn() {
        fail(3, Duration.ofSeconds(1));
        assertThat(failures.all()).containsExactly(new RepeatedFailure("stock", START, 3, START.plusSeconds(2),
                "The database does not answer"));
        failures.succeeded("stock");
        assertThat(failures.all()).isEmpty();
        assertThat(failures.of("stock")).isEmpty();
        failures.failed("stock", AWAY);
        assertThat(failures.of("stock")).hasValueSatisfying(again -> {
            assertThat(again.attempts()).isEqualTo(1);
            assertThat(again.since()).isEqualTo(now);
        });
    }

    @Test
    void tellsTheFirstFailureAndTheEnd(CapturedOutput output) {
        fail(500, Duration.ofSeconds(1));
        assertThat(told(output, "WARN")).isEqualTo(1);
        failures.succeeded("stock");
        failures.succeeded("stock");
        assertThat(told(output, "INFO")).isEqualTo(1);
        assertThat(output).contains("stock goes on again, after 500 failures since " + START);
    }

    @Test
    void tellsInOneLineWhatHasNoStackTrace(CapturedOutput output) {
        failures.failed("stock", new BrokerAway());
        assertThat(told(output, "WARN")).isEqualTo(1);
        assertThat(output).doesNotContain(BrokerAway.class.getName());

        failures.failed("stock too", new IllegalStateException("unforeseen"));
        assertThat(output).contains("java.lang.IllegalStateException: unforeseen");
    }

    private static final class BrokerAway extends RuntimeException {

        BrokerAway() {
            super("The broker does not answer", null, false, false);
        }
    }

    @Test
    void remindsOfWhatLastsLong(CapturedOutput output) {
        fail(3_601, Duration.ofSeconds(1));
        assertThat(told(output, "WARN")).isEqualTo(7);
    }

    @Test
    void tellsOnceWhatFailsEveryOtherTime(CapturedOutput output) {
        for (int time = 0; time < 300; time++) {
            fail(1, Duration.ofSeconds(1));
            failures.succeeded("stock");
        }
        assertThat(told(output, "WARN") + told(output, "INFO")).isEqualTo(2);
    }

    @Test
    void makesTheProcessDegradedAndNamesTheComponent() throws Exception {
        RepeatedFailuresHealth indicator = new RepeatedFailuresHealth(failures);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
        fail(2, Duration.ofSeconds(1));
        Health health = indicator.health();
        assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.getDetails().get("stock")).asString().contains("attempts=2", "does not answer", "2026-01-01");
    }

    private void fail(int times, Duration apart) {
        for (int time = 0; time < times; time++) {
            failures.failed("stock", AWAY);
            if (time < times - 1 || times == 1) {
                now = now.plus(apart);
            }
        }
    }

    private static long told(CapturedOutput output, String level) {
        return output.toString().lines().filter(line -> line.contains(level) && line.contains("stock")).count();
    }
}
