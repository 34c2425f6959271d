package io.orderflow.service.aggregate;

/** A snapshot was not stored, because readers with usual settings could not take it in. */
final class SnapshotTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SnapshotTooLarge(int bytes, int limit) {
        super("It has " + bytes + " bytes, more than " + limit);
    }
}
