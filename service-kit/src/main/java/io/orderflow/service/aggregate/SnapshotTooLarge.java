package io.orderflow.service.aggregate;

/** A snapshot that readers with usual settings could not take in is not stored. */
final class SnapshotTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SnapshotTooLarge(int bytes, int limit) {
        super("It has " + bytes + " bytes, more than " + limit);
    }
}
