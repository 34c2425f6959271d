package io.orderflow.projection.api;

import java.util.List;

/**
 * A list of documents, or a part of one. The kit marks each entry some of whose events wait as dead letters when it
 * answers.
 */
public interface Listing<T extends Listing.Entry> {

    List<T> items();

    /** One entry of a list, which stands for a document. */
    interface Entry {

        /** The name by which clients know the document. */
        String documentName();
    }
}
