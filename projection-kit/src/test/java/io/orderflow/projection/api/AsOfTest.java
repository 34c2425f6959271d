package io.orderflow.projection.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsOfTest {

    @Test
    void readsVersionsAndTimes() {
        assertThat(AsOf.parse("v0")).isEqualTo(new AsOf.Version(0));
        assertThat(AsOf.parse("v123")).isEqualTo(new AsOf.Version(123));
        assertThat(AsOf.parse("0")).isEqualTo(new AsOf.Position(0));
        assertThat(AsOf.parse("4711")).isEqualTo(new AsOf.Position(4711));
        Instant noon = Instant.parse("2026-01-31T12:00:00.5Z");
        assertThat(AsOf.parse("2026-01-31T12:00:00.5Z")).isEqualTo(new AsOf.Time(noon));
        assertThat(AsOf.parse("2026-01-31T14:00:00.5 02:00")).isEqualTo(new AsOf.Time(noon));
        assertThat(AsOf.parse("2026-01-31T14:00:00.5+02:00")).isEqualTo(new AsOf.Time(noon));
    }

    @Test
    void readsADateAsTheEndOfThatDay() {
        assertThat(AsOf.parse("2026-01-31")).isEqualTo(AsOf.parse("2026-01-31T23:59:59.999999999Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-3", "3.0", "v", "99999999999999999999", "v-1", "v1.5", "v9999999999999999999",
            "2026-02-30", "12:00", "yesterday"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> AsOf.parse(text)).isInstanceOf(InvalidValue.class);
    }
}
