package io.orderflow.service.web;

/**
 * A position of the event store at or after the events of a command. A query that brings it along is answered once its
 * projection has passed that position.
 */
public record ConsistencyToken(long position) {

    /** The header that carries it, both ways. */
    public static final String HEADER = "Consistency-Token";

    /** @throws InvalidConsistencyToken where the text is not a position */
    public static ConsistencyToken parse(String text) {
        try {
            return new ConsistencyToken(Long.parseLong(text.strip()));
        } catch (NumberFormatException notANumber) {
            throw new InvalidConsistencyToken(text);
        }
    }

    @Override
    public String toString() {
        return Long.toString(position);
    }
}
