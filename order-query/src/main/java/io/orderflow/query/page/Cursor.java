package io.orderflow.query.page;

import io.orderflow.api.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the time that its list is sorted by, and the id that decides between equal times. Clients get it
 * as a text that means nothing to them.
 */
public record Cursor(Instant time, String id) {

    private static final char SEPARATOR = ' ';
    private static final String NO_CURSOR = "cursor must be the next of the page before";
    /** Far enough for every list, and near enough for every database. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** Reads the text; absent where that is. */
    public static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int separator = plain.indexOf(SEPARATOR);
            Cursor cursor = new Cursor(Instant.parse(plain.substring(0, separator)), plain.substring(separator + 1));
            InvalidValue.require(cursor.time.isAfter(Instant.EPOCH) && cursor.time.isBefore(END_OF_TIME), NO_CURSOR);
            return cursor;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException foreign) {
            throw new InvalidValue(NO_CURSOR);
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((time.toString() + SEPARATOR + id).getBytes(StandardCharsets.UTF_8));
    }
}
