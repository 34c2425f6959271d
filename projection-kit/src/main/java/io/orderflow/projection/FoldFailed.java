package io.orderflow.projection;

/** An event that a projection cannot fold. The batch is tried again, later and later, until it can. */
final class FoldFailed extends RuntimeException {

    FoldFailed(String projection, String event, long position, RuntimeException cause) {
        super("%s cannot take in %s at position %d: %s".formatted(projection, event, position, cause), cause);
    }
}
