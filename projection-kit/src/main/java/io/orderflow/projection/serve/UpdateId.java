package io.orderflow.projection.serve;

import io.orderflow.api.InvalidValue;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a state of a document that a client was sent.
 *
 * @param generation  the number of the collection that the document was read from
 * @param position    the position of the last event folded into the document
 * @param fingerprint the fingerprint of the state that was sent
 */
record UpdateId(long generation, long position, String fingerprint) {

    /** The header by which a client says what it was sent last. */
    static final String HEADER = "Last-Event-ID";
    /** The form of an id, as a regular expression. */
    static final String FORM = "^(?:([0-9]{1,18})\\.([0-9]{1,18})\\.([A-Za-z0-9_-]{1,64})|[0-9]{1,18})$";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** Absent where the client knows nothing, or names a bare position, as ids were at first. */
    static @Nullable UpdateId parse(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return null;
        }
        Matcher id = PATTERN.matcher(lastEventId);
        InvalidValue.require(id.matches(), "Last-Event-ID must be the id of an update");
        return id.group(1) == null
                ? null
                : new UpdateId(Long.parseLong(id.group(1)), Long.parseLong(id.group(2)), id.group(3));
    }

    /**
     * Whether a client that knows the other state must be told of this one. An earlier position of the same collection
     * comes from a process that lags behind the one to which the client was connected. So the client is not told of it,
     * unless the log ends before the other position, and so is another log.
     */
    boolean tellsMoreThan(UpdateId other, LongSupplier head) {
        if (generation == other.generation && position < other.position) {
            return other.position > head.getAsLong();
        }
        return !equals(other);
    }

    @Override
    public String toString() {
        return generation + "." + position + "." + fingerprint;
    }
}
