package io.orderflow.projection.serve;

import io.orderflow.projection.engine.WaitingDeadLetters;
import java.util.List;

/** What a client is told: a document as it is now, that there is none any more, or that no more will come. */
sealed interface Change {

    /**
     * @param generation the number of the collection that it was read from
     * @param position   that of the last event folded into it
     * @param waiting    what of it waits as dead letters
     */
    record Update(long generation, long position, Object document, List<WaitingDeadLetters> waiting)
            implements Change {}

    record Gone() implements Change {}

    /** The client has read too slowly, and changes were lost. */
    record Overflow() implements Change {}

    /** The process stops. */
    record End() implements Change {}
}
