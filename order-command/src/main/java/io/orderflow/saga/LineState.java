package io.orderflow.saga;

/** Where a line of an order stands with the stock. It is settled in all states but the first two. */
enum LineState {
    PENDING, RESERVED, REFUSED, RELEASED, DISPATCHED,
    /** An operator gave up waiting for the answer, which may still come. */
    DISPATCH_WRITTEN_OFF, RELEASE_WRITTEN_OFF
}
