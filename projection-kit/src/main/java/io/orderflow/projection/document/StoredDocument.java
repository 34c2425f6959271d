package io.orderflow.projection.document;

import org.jspecify.annotations.Nullable;

/**
 * A document as it was read. Its position and its late event tell two states of it apart.
 *
 * @param position the position of the last event folded into the document
 * @param late     the position of the last event that was folded after a later one; null where there is none
 */
public record StoredDocument<D>(D document, long position, @Nullable Long late) {}
