package io.orderflow.projection.document;

/** The database does not store this document, now or at a later attempt; it stores others. */
public final class DocumentRefused extends RuntimeException {

    DocumentRefused(String reason) {
        super(reason);
    }
}
