package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration BURST = Duration.ofSeconds(10);

    private final Lag lag = new Lag(LIMIT, BURST);

    @Test
    void toleratesABurst() {
        assertThat(isTooMuch(9, 0)).isFalse();
        assertThat(isTooMuch(9, 9)).isFalse();
    }

    @Test
    void doesNotTolerateWhatLasts() {
        assertThat(isTooMuch(9, 0)).isFalse();
        assertThat(isTooMuch(9, 10)).isTrue();
    }

    @Test
    void toleratesWhatIsWithinTheLimitForEver() {
        for (int second = 0; second < 100; second++) {
            assertThat(isTooMuch(2, second)).isFalse();
        }
    }

    @Test
    void givesNoSecondBurstWithoutCalm() {
        isTooMuch(9, 0);
        isTooMuch(9, 10);

        assertThat(isTooMuch(1, 12)).isFalse();
        assertThat(isTooMuch(3, 14)).isTrue();
    }

    @Test
    void givesASecondBurstAfterCalm() {
        isTooMuch(9, 0);
        isTooMuch(9, 10);

        assertThat(isTooMuch(0, 20)).isFalse();
        assertThat(isTooMuch(3, 21)).isFalse();
        assertThat(isTooMuch(3, 31)).isTrue();
    }

    private boolean isTooMuch(int behindSeconds, int atSeconds) {
        return lag.isTooMuch(Duration.ofSeconds(behindSeconds), Duration.ofSeconds(atSeconds).toNanos());
    }
}
