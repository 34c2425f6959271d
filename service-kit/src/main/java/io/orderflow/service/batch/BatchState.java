package io.orderflow.service.batch;

/** {@code COMPLETED}: the request was made for every item; what became of each is with the item. */
public enum BatchState {
    RUNNING, COMPLETED, CANCELLED
}
