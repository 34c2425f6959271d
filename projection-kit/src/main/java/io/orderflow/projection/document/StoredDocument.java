package io.orderflow.projection.document;

import org.jspecify.annotations.Nullable;

/**
 * A document as it was found. Its position and the event that came to it late tell two states of it apart.
 *
 * @param position of the last event folded into it
 * @param late     the position of the last event that was folded in behind that one; null where there is none
 */
public record StoredDocument<D>(D document, long position, @Nullable Long late) {}
