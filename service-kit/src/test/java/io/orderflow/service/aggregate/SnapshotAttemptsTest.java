package io.orderflow.service.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SnapshotAttemptsTest {

    private static final String PEN = "stock:PEN";

    private final SnapshotAttempts attempts = new SnapshotAttempts(200);

    @Test
    void triesAgainOnlyAfterAsManyEventsAsAreBetweenSnapshots() {
        assertThat(attempts.isDue(PEN, 1_000)).isTrue();

        attempts.failed(PEN, 1_000, "It has 6000000 bytes");

        assertThat(attempts.isDue(PEN, 1_001)).isFalse();
        assertThat(attempts.isDue(PEN, 1_199)).isFalse();
        assertThat(attempts.isDue(PEN, 1_200)).isTrue();
    }

    @Test
    void seesThatASnapshotThatWasSentDidNotArrive() {
        attempts.read(PEN, 0);
        attempts.sent(PEN, 1_000);
        assertThat(attempts.failures()).isEmpty();

        attempts.read(PEN, 0);

        assertThat(attempts.failures()).containsOnlyKeys(PEN);
    }

    @Test
    void seesThatASnapshotHasArrivedAfterAFailure() {
        attempts.failed(PEN, 1_000, "too large");
        attempts.read(PEN, 0);
        attempts.sent(PEN, 1_200);
        assertThat(attempts.failures()).containsEntry(PEN, "too large");

        attempts.read(PEN, 1_200);

        assertThat(attempts.failures()).isEmpty();
    }

    @Test
    void remembersTheLastAggregatesOnly() {
        for (int i = 0; i <= SnapshotAttempts.MAX_REMEMBERED; i++) {
            attempts.failed("stock:" + i, 1_000, "too large");
        }

        assertThat(attempts.failures()).hasSize(SnapshotAttempts.MAX_REMEMBERED).doesNotContainKey("stock:0");
    }

    @Test
    void logsAFewOfThoseThatAFullDiskRefusesAtOnce(CapturedOutput output) {
        for (int i = 0; i < 1_000; i++) {
            attempts.failed("stock:full-" + i, 1_000, "The disk is full");
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("stock:full-"))).hasSizeBetween(1, 20);
        assertThat(attempts.failures()).hasSize(1_000);
    }

    @Test
    void makesTheHealthTellWhichAreMissing() throws Exception {
        SnapshotsHealth health = new SnapshotsHealth(attempts);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        attempts.failed(PEN, 1_000, "too large");

        assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.health().getDetails()).containsEntry("missing", 1).containsEntry(PEN, "too large");
    }
}
