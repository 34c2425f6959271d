package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RefusalPaceTest {

    private final AtomicLong nanos = new AtomicLong(-7);
    private final RefusalPace pace = new RefusalPace(nanos::get);

    @Test
    void doesNotDelaySingleRefusals() {
        assertThat(pace.nextTurn()).isZero();
        nanos.addAndGet(RefusalPace.INTERVAL.toNanos());
        assertThat(pace.nextTurn()).isZero();
    }

    @Test
    void spreadsRefusalsThatComeTogether() {
        assertThat(LongStream.generate(pace::nextTurn).limit(4))
                .containsExactly(0L, interval(1), interval(2), interval(3));
    }

    @Test
    void givesNoTurnLaterThanItsLimit() {
        refuse(10_000);

        assertThat(pace.nextTurn()).isEqualTo(RefusalPace.MAX_PAUSE.toNanos());
    }

    @Test
    void doesNotDelayTheFirstRefusalAfterAPause() {
        refuse(10_000);
        nanos.addAndGet(RefusalPace.MAX_PAUSE.plus(RefusalPace.INTERVAL).toNanos());

        assertThat(pace.nextTurn()).isZero();
    }

    @Test
    void asksASingleClientToComeAgainAfterASecond() {
        assertThat(pace.await()).isEqualTo(Duration.ofSeconds(1));
    }

    /** Its turn is in four seconds; it would wait for a second of them. */
    @Test
    void asksAClientBehindManyToComeAgainAtItsTurn() {
        refuse(800);

        assertThat(awaitInterrupted()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void endsTheWaitOfAnInterruptedThread() {
        refuse(10_000);

        assertThat(awaitInterrupted()).isEqualTo(RefusalPace.MAX_PAUSE.minusSeconds(1));
    }

    private Duration awaitInterrupted() {
        Thread.currentThread().interrupt();
        Duration again = pace.await();
        assertThat(Thread.interrupted()).isTrue();
        return again;
    }

    private void refuse(int requests) {
        LongStream.generate(pace::nextTurn).limit(requests).forEach(turn -> {});
    }

    private static long interval(int times) {
        return Duration.ofNanos(RefusalPace.INTERVAL.toNanos()).multipliedBy(times).toNanos();
    }
}
