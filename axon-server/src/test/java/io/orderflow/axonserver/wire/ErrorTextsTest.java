package io.orderflow.axonserver.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of errors of any length, in any characters. */
class ErrorTextsTest {

    @Test
    void leavesWhatFits() {
        assertThat(ErrorTexts.cut(null)).isNull();
        assertThat(ErrorTexts.cut("")).isEmpty();
        String longest = "x".repeat(ErrorTexts.MAX_ENCODED_BYTES);
        assertThat(ErrorTexts.cut(longest)).isSameAs(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%", "\n", "\u00fc", "\u4e2d", "\ud83d\ude80", "x\u00fc", "\ud83d"})
    void keepsTheBeginningOfWhatDoesNotFit(String characters) {
        String text = "[AXONIQ-2000] " + characters.repeat(10_000);

        String cut = ErrorTexts.cut(text);

        assertThat(cut).startsWith("[AXONIQ-2000] ").endsWith(" [cut]");
        assertThat(text).startsWith(cut.substring(0, cut.length() - " [cut]".length()));
        assertThat(encodedBytes(cut)).isBetween(ErrorTexts.MAX_ENCODED_BYTES - 20L,
                (long) ErrorTexts.MAX_ENCODED_BYTES);
    }

    private static long encodedBytes(String text) {
        return text.codePoints().mapToLong(character -> character >= ' ' && character < 127 && character != '%'
                ? 1
                : 3L * Character.toString(character).getBytes(UTF_8).length).sum();
    }
}
