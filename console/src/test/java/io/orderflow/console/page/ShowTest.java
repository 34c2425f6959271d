package io.orderflow.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.api.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShowTest {

    private static final Instant NOW = Instant.parse("2026-11-29T18:00:00Z");

    private final Show show = new Show(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({"1234567.50,'1,234,567.50 USD'", "0.5,0.5 USD", "100,100 USD", "-3.00,-3.00 USD"})
    void keepsTheDigitsOfAnAmount(String amount, String shown) {
        assertThat(show.money(new Money(new BigDecimal(amount), "USD"))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"PT0.4S,now", "PT12S,12 s ago", "PT3M20S,3 min ago", "PT-20S,in 20 s", "PT2H5M,2 h 5 min ago",
            "PT50H,2 d 2 h ago"})
    void tellsHowLongAgoItWas(Duration age, String shown) {
        assertThat(show.relative(NOW.minus(age))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"512,512 B", "1536,1.5 KiB", "157286400,150 MiB"})
    void writesSizesInTheirLargestUnit(long bytes, String shown) {
        assertThat(show.bytes(bytes)).isEqualTo(shown);
    }

    @Test
    void shortensOnlyLongIdentifiers() {
        assertThat(show.shortId("order-1")).isEqualTo("order-1");
        assertThat(show.shortId("01a228ab-bc49-7fb7-97e8-4e1afe61c035")).isEqualTo("01a228…61c035");
    }

    @Test
    void writesADashWhereThereIsNothing() {
        assertThat(show.money(null)).isEqualTo("–");
        assertThat(show.relative(null)).isEqualTo("–");
        assertThat(show.number(null)).isEqualTo("–");
        assertThat(show.words(null)).isEqualTo("–");
    }

    /** Whoever sees no colours reads the sign: no two colours may have the same. */
    @Test
    void givesEachColourASignOfItsOwn() {
        assertThat(Tone.values()).extracting(Tone::sign).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REJECTED", "FAILED", "DECLINED", "STALLED", "DOWN"})
    void showsWhatHasFailedAsBad(String state) {
        assertThat(show.tone(state)).isEqualTo("bad");
    }
}
