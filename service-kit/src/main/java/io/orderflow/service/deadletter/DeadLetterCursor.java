package io.orderflow.service.deadletter;

import io.orderflow.api.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The place in the list at which a page of dead letters ended. It is an opaque text to clients. */
record DeadLetterCursor(String group, String sequence) {

    private static final char SEPARATOR = ' ';
    private static final String NO_CURSOR = "cursor must be the next of the page before";

    static @Nullable DeadLetterCursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int separator = plain.indexOf(SEPARATOR);
            InvalidValue.require(separator > 0, NO_CURSOR);
            return new DeadLetterCursor(plain.substring(0, separator), plain.substring(separator + 1));
        } catch (IllegalArgumentException foreign) {
            throw new InvalidValue(NO_CURSOR);
        }
    }

    static String after(DeadLetterSequence last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((last.group() + SEPARATOR + last.sequence()).getBytes(StandardCharsets.UTF_8));
    }

    /** The sequence after which the list of a group goes on. */
    static @Nullable String within(@Nullable DeadLetterCursor cursor, String group) {
        return cursor != null && cursor.group.equals(group) ? cursor.sequence : null;
    }
}
