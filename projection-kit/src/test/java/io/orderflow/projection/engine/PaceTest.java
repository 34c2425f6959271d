package io.orderflow.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final int SEGMENTS = 2;

    private final Pace pace = new Pace(SEGMENTS, 0);

    @Test
    void letsEverySegmentBeginAtOnceThatHasRested() {
        assertThat(delays(0, SEGMENTS)).containsOnly(0);
        long rested = Pace.SHORTEST.toNanos();
        assertThat(delays(rested, SEGMENTS)).containsOnly(0);
    }

    @Test
    void holdsBackWhoeverComesAgainTooSoon() {
        delays(0, SEGMENTS);

        assertThat(pace.delayOfNextBatch(0)).isEqualTo(Pace.SHORTEST.toNanos() / SEGMENTS);
        assertThat(pace.delayOfNextBatch(0)).isEqualTo(Pace.SHORTEST.toNanos());
    }

    @Test
    void restsForLongerTheLongerBatchesTake() {
        assertThat(restAfter(Duration.ofMillis(1))).isEqualTo(Pace.SHORTEST);
        assertThat(restAfter(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(40));
        assertThat(restAfter(Duration.ofMinutes(5))).isEqualTo(Pace.LONGEST);
    }

    @Test
    void letsASegmentGoOnAtOnceThatHasMoreThanABatchToDo() {
        Pace alone = new Pace(1, 0);
        alone.worked(Duration.ofMillis(50).toNanos(), true);

        assertThat(alone.delayOfNextBatch(0)).isZero();
        assertThat(alone.delayOfNextBatch(0)).isZero();
    }

    private static Duration restAfter(Duration batch) {
        Pace pace = new Pace(1, 0);
        pace.worked(batch.toNanos(), false);
        assertThat(pace.delayOfNextBatch(0)).isZero();
        return Duration.ofNanos(pace.delayOfNextBatch(0));
    }

    private long[] delays(long now, int batches) {
        long[] delays = new long[batches];
        for (int i = 0; i < batches; i++) {
            delays[i] = pace.delayOfNextBatch(now);
        }
        return delays;
    }
}
