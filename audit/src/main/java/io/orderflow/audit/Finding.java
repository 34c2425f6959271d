package io.orderflow.audit;

/**
 * A breach of an invariant.
 *
 * @param id       of what breaches it: a stream, an order, a document
 * @param position of the event where it shows; that of the last event looked at where no event is to blame
 */
public record Finding(Invariant invariant, String id, long position, String expected, String found) {

    @Override
    public String toString() {
        return "%s: %s at %d: expected %s, found %s".formatted(invariant, id, position, expected, found);
    }
}
