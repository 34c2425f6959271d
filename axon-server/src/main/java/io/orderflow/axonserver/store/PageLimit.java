package io.orderflow.axonserver.store;

/**
 * How much a reader takes at once, so that no reader pins memory or the disk for longer than a page. A page ends
 * with the
 * event that reaches either bound, so it always holds at least one event where there is one.
 */
public record PageLimit(int events, int bytes) {

    /** The first one, whatever its size. */
    public static final PageLimit ONE = new PageLimit(1, Integer.MAX_VALUE);

    public PageLimit {
        if (events < 1 || bytes < 1) {
            throw new IllegalArgumentException("A page holds at least one event and one byte");
        }
    }

    public boolean isReachedBy(int eventCount, int byteCount) {
        return eventCount >= events || byteCount >= bytes;
    }
}
