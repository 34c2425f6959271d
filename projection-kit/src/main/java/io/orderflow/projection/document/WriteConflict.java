package io.orderflow.projection.document;

/** A document is not as it was read: another process has taken over its segment meanwhile, and goes on from there. */
public final class WriteConflict extends RuntimeException {

    WriteConflict(String collection) {
        super("A document of " + collection + " was changed by another process after it had been read");
    }
}
