package io.orderflow.service.batch;

/**
 * What became of the request for one item. {@code ASKED}: it was taken, and what it is for has not come yet.
 * {@code RESOLVED}: it was taken, and that has come. {@code REFUSED}: the item's state does not allow it.
 * {@code FAILED}: it could not be made.
 */
public enum BatchOutcome {
    ASKED, RESOLVED, REFUSED, FAILED
}
