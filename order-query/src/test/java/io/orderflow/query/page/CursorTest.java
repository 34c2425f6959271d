package io.orderflow.query.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void isReadBackFromItsText() {
        Cursor cursor = new Cursor(Instant.parse("2026-11-22T10:00:00.123Z"), "o-1");

        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @Test
    void needsNoEscapingInAUrl() {
        assertThat(new Cursor(Instant.EPOCH, "o.1_~").toString()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void isAbsentOnTheFirstPage() {
        assertThat(Cursor.parse(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "o-1", "bm90aGluZw", "MjAyNi0xMS0yMlQxMDowMDowMFo", "bm90aGluZyBvLTE"})
    void refusesWhatIsNoCursor(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(InvalidValue.class).hasMessageContaining("cursor");
    }

    @Test
    void refusesATimeThatNoListHas() {
        assertThatThrownBy(() -> Cursor.parse(new Cursor(Instant.MAX, "o-1").toString()))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Cursor.parse(new Cursor(Instant.MIN, "o-1").toString()))
                .isInstanceOf(InvalidValue.class);
    }
}
