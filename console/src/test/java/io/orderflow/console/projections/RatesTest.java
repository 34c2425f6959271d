package io.orderflow.console.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RatesTest {

    private static final Instant START = Instant.parse("2026-11-29T18:00:00Z");

    private final Rates rates = new Rates();

    @Test
    void knowsNoRateAtFirst() {
        assertThat(rates.of("orders", 100, START)).isNull();
    }

    @Test
    void dividesTheWayByTheTime() {
        rates.of("orders", 100, START);
        assertThat(rates.of("orders", 300, START.plusSeconds(2))).isEqualTo(100);
    }

    @Test
    void keepsTheRateWhileAnotherPageAsksAtTheSameMoment() {
        rates.of("orders", 100, START);
        rates.of("orders", 300, START.plusSeconds(2));
        assertThat(rates.of("orders", 310, START.plusMillis(2100))).isEqualTo(100);
    }

    @Test
    void beginsAnewAfterARebuildOrALongPause() {
        rates.of("orders", 100, START);
        assertThat(rates.of("orders", 50, START.plusSeconds(2))).isNull();
        assertThat(rates.of("orders", 90, START.plusSeconds(60))).isNull();
    }

    @Test
    void isWholeOnlyAtTheHead() {
        assertThat(Progress.percent(-1, 99)).isZero();
        assertThat(Progress.percent(98, 99)).isEqualTo(99);
        assertThat(Progress.percent(99, 99)).isEqualTo(100);
        assertThat(Progress.percent(-1, -1)).isEqualTo(100);
    }
}
