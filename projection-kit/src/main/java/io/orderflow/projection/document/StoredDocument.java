package io.orderflow.projection.document;

/** A document as it was found, with the position of the last event folded into it. */
public record StoredDocument<D>(D document, long position) {}
