package io.orderflow.service.web;

import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A position of the event store at or after the events of a command. A query with this token is answered once its
 * projection has passed that position.
 */
public record ConsistencyToken(long position) {

    /** The header of both requests and answers that carries the token. */
    public static final String HEADER = "Consistency-Token";

    /** A position; a command that met an empty event store answers -1. */
    private static final Pattern POSITION = Pattern.compile("-1|[0-9]{1,18}");

    /**
     * Reads the header's lines of a request; null where there is none.
     *
     * @throws InvalidConsistencyToken where there is more than one, or it is not a position
     */
    public static @Nullable ConsistencyToken parse(Enumeration<String> lines) {
        if (!lines.hasMoreElements()) {
            return null;
        }
        String first = lines.nextElement();
        if (lines.hasMoreElements()) {
            throw new InvalidConsistencyToken(first + ", " + lines.nextElement());
        }
        return parse(first);
    }

    /** @throws InvalidConsistencyToken where the text is not a position */
    public static ConsistencyToken parse(String text) {
        String plain = text.strip();
        if (!POSITION.matcher(plain).matches()) {
            throw new InvalidConsistencyToken(text);
        }
        return new ConsistencyToken(Long.parseLong(plain));
    }

    @Override
    public String toString() {
        return Long.toString(position);
    }
}
