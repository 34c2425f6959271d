package io.orderflow.projection.updates;

/** What a client is told: a document as it is now, that there is none any more, or that no more will come. */
sealed interface Change {

    record Update(long position, Object document) implements Change {}

    record Gone(long position) implements Change {}

    /** The client has read too slowly, and changes were lost. */
    record Overflow() implements Change {}

    /** The process stops. */
    record End() implements Change {}
}
