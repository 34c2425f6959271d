package io.orderflow.projection.document;

/** The database does not store this document, and would not the next time either; others are stored. */
public final class DocumentRefused extends RuntimeException {

    DocumentRefused(String reason) {
        super(reason);
    }
}
