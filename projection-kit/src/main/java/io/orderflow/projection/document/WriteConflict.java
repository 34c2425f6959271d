package io.orderflow.projection.document;

/** A document has changed since it was read: another process has taken its segment over and goes on with it. */
public final class WriteConflict extends RuntimeException {

    WriteConflict(String collection) {
        super("A document of " + collection + " was changed by another process after it had been read");
    }
}
