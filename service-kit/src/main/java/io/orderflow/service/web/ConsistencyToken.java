package io.orderflow.service.web;

import java.util.regex.Pattern;

/**
 * A position of the event store at or after the events of a command. A query that brings it along is answered once its
 * projection has passed that position.
 */
public record ConsistencyToken(long position) {

    /** The header that carries it, both ways. */
    public static final String HEADER = "Consistency-Token";

    /** A command that met an empty event store answers -1. */
    private static final Pattern POSITION = Pattern.compile("-1|[0-9]{1,18}");

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
