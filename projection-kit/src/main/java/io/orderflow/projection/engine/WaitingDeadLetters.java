package io.orderflow.projection.engine;

import io.orderflow.projection.api.Projection;

/**
 * A sequence of dead letters, which holds back the document or the stream that its events belong to.
 *
 * @param group    the projection, as in {@code /dead-letters/{group}/{sequence}}
 * @param sequence a document, or one of the streams that make it
 * @param position the position of the first event that waits
 */
public record WaitingDeadLetters(String group, String sequence, long position) {

    /** Whether the document that clients know by that name lacks these events. */
    public boolean concerns(Projection<?> projection, String name) {
        return projection.isPartOf(name, sequence) || projection.streamsOf(name).contains(sequence);
    }
}
