package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineLimitTest {

    private static final Duration TIME = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final LineLimit limit = new LineLimit(2, 3, TIME, now::get);

    private String next(String kind) {
        return limit.next(kind, "letters");
    }

    @Test
    void leavesOutFurtherLinesOfAKindAndCountsThemInTheNextLine() {
        assertThat(next("a")).isEmpty();
        assertThat(next("a")).isEmpty();
        assertThat(next("a")).isNull();
        assertThat(next("a")).isNull();

        assertThat(next("b")).isEqualTo("; 2 more letters before it were not logged");
    }

    @Test
    void leavesOutFurtherLinesOfAllKinds() {
        assertThat(next("a")).isEmpty();
        assertThat(next("b")).isEmpty();
        assertThat(next("c")).isEmpty();

        assertThat(next("d")).isNull();
    }

    @Test
    void beginsAgainAfterAWhile() {
        for (int i = 0; i < 10; i++) {
            next("a");
        }

        now.addAndGet(TIME.toNanos() + 1);

        assertThat(next("a")).isEqualTo("; 8 more letters before it were not logged");
        assertThat(next("a")).isEmpty();
    }
}
