package io.orderflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ada", " a ", "\u65e5\u672c\u8a9e", "e\u0301", "\u2764\ufe0f",
            "\ud83d\udc68\u200d\ud83d\udc69", "\u0645\u06cc\u200c\u062e", "7", "-", "\u00a0x"})
    void isReadableAsPeopleWriteIt(String text) {
        assertThat(Text.isReadable(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u3000", "\u0301", "\u3164", "\u2800", "\u115f", "a\u0000", "a\tb",
            "a\nb",
            "a\u2028b", "a\u202eb", "a\u2066b", "a\u200eb", "a\u200bb", "a\u2060b", "\ufeffa", "a\u00adb", "a\ud800",
            "\udc00a", "a\uffff", "a\u200d", "\u200da", "a\u200d b", "a\u200d\u200db", "a\udb40\udc41"})
    void isNotReadableWhereSomethingCannotBeSeen(String text) {
        assertThat(Text.isReadable(text)).isFalse();
    }

    @Test
    void isOfALimitedLength() {
        assertThat(Text.require("name", "abc", 3)).isEqualTo("abc");
        assertThatThrownBy(() -> Text.require("name", "abcd", 3)).isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("name must have 1 to 3 visible characters");
        assertThatThrownBy(() -> Text.require("name", null, 3)).isInstanceOf(InvalidValue.class);
    }
}
