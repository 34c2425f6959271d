package io.orderflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @Test
    void meanTheEndOfTheDayWhereTheyAreDates() {
        assertThat(Times.moment("asOf", "2026-12-31")).isEqualTo(Instant.parse("2026-12-31T23:59:59.999999999Z"));
        assertThat(Times.moment("asOf", "9999-12-31")).isEqualTo(Instant.parse("9999-12-31T23:59:59.999999999Z"));
    }

    @Test
    void mayHaveAnOffsetWhoseSignWasNotEncoded() {
        assertThat(Times.moment("asOf", "2026-01-01T01:30:00 01:30")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+999999999-12-31T23:59:59Z", "-0001-01-01", "0000-12-31", "+10000-01-01",
            "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01", "2026-02-30", "2026-01-01T00:00:00",
            "2026-01-01T24:00:01Z", "2026-1-1", "now"})
    void areRefusedOutsideOfTheirRangeAndForm(String text) {
        assertThatThrownBy(() -> Times.moment("asOf", text)).isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("asOf must be a ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "-PT1M", "PT-1M", "pt1m", "PT99999999999999999999H", "10m"})
    void areRefusedAsDurations(String text) {
        assertThatThrownBy(() -> Times.duration("stuckFor", text)).isInstanceOf(InvalidValue.class);
    }
}
