package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Time that the test moves, and beats that it makes. */
class PauseDetectorTest {

    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Clock clock = new Clock() {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private Instant now = START;
    private Duration behind = Duration.ZERO;
    private boolean away;
    private final PauseDetector pauses = new PauseDetector(clock, this::requireEventStore, () -> behind, TOLERANCE);

    @Test
    void countsTimeFromItsStartOn() {
        beatFor(Duration.ofSeconds(30));

        assertThat(pauses.hasPausedSince(START.plusMillis(1))).isFalse();
        assertThat(pauses.hasPausedSince(START)).isTrue();
    }

    @Test
    void noticesThatItsOwnThreadsDidNotRunBeforeTheyRunAgain() {
        beatFor(Duration.ofSeconds(5));
        Instant begun = now;
        now = now.plusSeconds(40);

        assertThat(pauses.hasPausedSince(begun)).isTrue();
        pauses.beat();
        assertThat(pauses.hasPausedSince(begun)).isTrue();
        assertThat(pauses.hasPausedSince(now.plusMillis(1))).isFalse();
    }

    @Test
    void noticesThatTheEventStoreIsAway() {
        beatFor(Duration.ofSeconds(5));
        Instant begun = now;
        away = true;
        beatFor(Duration.ofSeconds(1));
        away = false;
        beatFor(Duration.ofSeconds(10));

        assertThat(pauses.hasPausedSince(begun)).isTrue();
        assertThat(pauses.hasPausedSince(begun.plusSeconds(2))).isFalse();
    }

    @Test
    void noticesThatEventsWait() {
        beatFor(Duration.ofSeconds(5));
        Instant begun = now;
        behind = TOLERANCE.plusMillis(1);

        assertThat(pauses.hasPausedSince(begun)).isTrue();
        behind = TOLERANCE;
        assertThat(pauses.hasPausedSince(begun)).isFalse();
    }

    private void beatFor(Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end);) {
            now = now.plusMillis(250);
            pauses.beat();
        }
    }

    private void requireEventStore() {
        if (away) {
            throw new IllegalStateException("The event store is away");
        }
    }
}
