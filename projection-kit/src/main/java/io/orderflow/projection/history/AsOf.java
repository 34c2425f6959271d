package io.orderflow.projection.history;

import io.orderflow.api.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** The moment as of which a document is asked for. */
public sealed interface AsOf {

    /** After the main aggregate's event of this sequence number; of other aggregates, what had happened by its time. */
    record Version(long version) implements AsOf {}

    /** After everything that had happened by this time, including what happened at it. */
    record Time(Instant time) implements AsOf {}

    /**
     * Reads {@code v3} or a time as in RFC 3339.
     *
     * @throws InvalidValue where the text is neither
     */
    static AsOf parse(String text) {
        return Text.VERSION.matcher(text).matches() ? new Version(Long.parseLong(text.substring(1))) : Text.time(text);
    }

    /** How the text forms are told apart. */
    final class Text {

        private static final Pattern VERSION = Pattern.compile("v[0-9]{1,18}");

        private Text() {}

        private static Time time(String text) {
            try {
                return new Time(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException neither) {
                throw new InvalidValue("asOf must be a version such as v3, or a time such as 2026-01-31T12:00:00Z");
            }
        }
    }
}
