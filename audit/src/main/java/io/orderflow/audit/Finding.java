package io.orderflow.audit;

/**
 * A breach of an invariant.
 *
 * @param id       the stream, the order or the document that breaches it
 * @param position the position of the event where the breach shows, or of the last event read where no event shows it
 */
public record Finding(Invariant invariant, String id, long position, String expected, String found) {

    @Override
    public String toString() {
        return "%s: %s at %d: expected %s, found %s".formatted(invariant, id, position, expected, found);
    }
}
