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
        assertThat(pace.nextDelay()).isZero();
        nanos.addAndGet(RefusalPace.INTERVAL.toNanos());
        assertThat(pace.nextDelay()).isZero();
    }

    @Test
    void spreadsRefusalsThatComeTogether() {
        assertThat(LongStream.generate(pace::nextDelay).limit(4))
                .containsExactly(0L, interval(1), interval(2), interval(3));
    }

    @Test
    void delaysNoRefusalLongerThanItsLimit() {
        LongStream.generate(pace::nextDelay).limit(10_000).forEach(delay -> {});

        assertThat(pace.nextDelay()).isEqualTo(RefusalPace.MAX_DELAY.toNanos());
    }

    @Test
    void doesNotDelayTheFirstRefusalAfterAPause() {
        LongStream.generate(pace::nextDelay).limit(10_000).forEach(delay -> {});
        nanos.addAndGet(RefusalPace.MAX_PAUSE.plus(RefusalPace.INTERVAL).toNanos());

        assertThat(pace.nextDelay()).isZero();
    }

    @Test
    void asksASingleClientToComeAgainAfterASecond() {
        pace.nextDelay();

        assertThat(pace.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void asksManyClientsToComeAgainOneAfterTheOther() {
        LongStream.generate(pace::nextDelay).limit(1_000).forEach(delay -> {});

        assertThat(pace.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(pace.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void asksNoClientToWaitLongerThanItsLimit() {
        LongStream.generate(pace::nextDelay).limit(10_000).forEach(delay -> {});

        assertThat(pace.retryAfter()).isEqualTo(RefusalPace.MAX_PAUSE);
    }

    @Test
    void endsTheWaitOfAnInterruptedThread() {
        LongStream.generate(pace::nextDelay).limit(10_000).forEach(delay -> {});
        Thread.currentThread().interrupt();

        pace.await();

        assertThat(Thread.interrupted()).isTrue();
    }

    private static long interval(int times) {
        return Duration.ofNanos(RefusalPace.INTERVAL.toNanos()).multipliedBy(times).toNanos();
    }
}
