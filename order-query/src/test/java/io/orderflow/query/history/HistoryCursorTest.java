package io.orderflow.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCursorTest {

    @Test
    void beginsBeforeTheFirstEventWhereThereIsNone() {
        assertThat(HistoryCursor.of(null).backward()).isFalse();
        assertThat(HistoryCursor.of(null).position()).isNegative();
    }

    @Test
    void readsWhatItWrites() {
        assertThat(HistoryCursor.of(HistoryCursor.after(7))).isEqualTo(new HistoryCursor(7, false));
        assertThat(HistoryCursor.of(HistoryCursor.before(7))).isEqualTo(new HistoryCursor(7, true));
    }

    @Test
    void namesTheEnd() {
        assertThat(HistoryCursor.of("latest")).isEqualTo(new HistoryCursor(HistoryCursor.END, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "newest", "before-", "before-x", "7x", "99999999999999999999"})
    void refusesEverythingElse(String cursor) {
        assertThatThrownBy(() -> HistoryCursor.of(cursor)).isInstanceOf(InvalidValue.class);
    }
}
