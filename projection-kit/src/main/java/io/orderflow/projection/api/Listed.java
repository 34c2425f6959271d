package io.orderflow.projection.api;

/** One entry of a list, which stands for a document. */
public interface Listed {

    /** The name by which clients know the document. */
    String documentName();
}
