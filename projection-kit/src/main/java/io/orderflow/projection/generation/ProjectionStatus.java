package io.orderflow.projection.generation;

/**
 * How a projection stands.
 *
 * @param position   every event at or before it is in the documents; -1 before the first event
 * @param head       the position of the last event of the log
 * @param revision   the projection's revision when the collection was begun
 * @param collection the collection that serves
 * @param documents  how many documents it holds
 * @param deadSequences how many sequences of events are set aside because one of them could not be folded
 */
public record ProjectionStatus(String name, State state, long position, long head, long lag, int revision,
        String collection, long documents, int deadSequences) {

    /** What it is doing. {@code FAILING}: it goes on, but some events are set aside, as the dead letters tell. */
    public enum State {
        LIVE, CATCHING_UP, REBUILDING, FAILING
    }
}
