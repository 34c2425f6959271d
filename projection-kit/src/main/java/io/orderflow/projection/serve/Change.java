package io.orderflow.projection.serve;

import io.orderflow.projection.engine.WaitingDeadLetters;
import java.util.List;

/**
 * A message to a client that watches a document: its present state, that it is gone, or that no more messages will
 * come.
 */
sealed interface Change {

    /**
     * The document has a new state.
     *
     * @param generation the number of the collection that the document was read from
     * @param position   the position of the last event folded into the document
     * @param waiting    the sequences of its events that wait as dead letters
     */
    record Update(long generation, long position, Object document, List<WaitingDeadLetters> waiting)
            implements Change {

        /** The same change, of which a client sees this. */
        Update with(Object shown) {
            return new Update(generation, position, shown, waiting);
        }
    }

    record Deletion() implements Change {}

    /** The client has read too slowly, and changes were lost. */
    record Overflow() implements Change {}

    /** The process stops. */
    record End() implements Change {}
}
