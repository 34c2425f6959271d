package io.orderflow.projection.api;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.Times;
import java.time.Instant;
import java.util.regex.Pattern;

/** The past moment that a client asks to see a document at. */
public sealed interface AsOf {

    /** What the description of the interface tells clients of a moment. */
    String DESCRIPTION = "A past moment: a position of the event store (4711), a version (v3), " + Times.MOMENT
            + ". The order of events is that of the log: a time stands for the position of the last event that is not"
            + " dated after it, and As-Of-Position names that position. 404 when the document did not exist yet, and 409"
            + " UNFOLDABLE when an event before the moment cannot be folded.";

    /** The form of a past moment, as a regular expression. */
    String FORM = "^(v?[0-9]{1,18}|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
            + "(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)$";

    /** The moment after the main aggregate's event of this sequence number; all earlier events of the log count too. */
    record Version(long version) implements AsOf {}

    /** The moment after the event at this position of the log; all earlier events count too. */
    record Position(long position) implements AsOf {}

    /**
     * The moment after the document's last event, in the order of the log, whose time is not after this one; all
     * earlier events of the log count too. So an event that a wrong clock dated too late is seen together with the next
     * event that is dated right, and hides none. An event that was dated too early is seen from its place in the log
     * on.
     */
    record Time(Instant time) implements AsOf {}

    /**
     * Reads {@code v3}, {@code 4711}, or a moment as {@link Times} does.
     *
     * @throws InvalidValue where the text is none of these
     */
    static AsOf parse(String text) {
        if (Text.VERSION.matcher(text).matches()) {
            return new Version(Long.parseLong(text.substring(1)));
        }
        return Text.POSITION.matcher(text).matches()
                ? new Position(Long.parseLong(text))
                : new Time(Times.moment("asOf, where it is neither a version (v3) nor a position (4711),", text));
    }

    /** The patterns of the text forms. */
    final class Text {

        private static final Pattern VERSION = Pattern.compile("v[0-9]{1,18}");
        private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

        private Text() {}
    }
}
