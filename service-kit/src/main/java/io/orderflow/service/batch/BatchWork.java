package io.orderflow.service.batch;

/** What a kind of batch does. Called on a thread of each batch, in the name of its operator. */
public interface BatchWork {

    /** Names the kind, and the collections of its batches. */
    String name();

    /**
     * Makes the request for one item.
     *
     * @param again whether it was begun before, and the process died or had no answer, so that it may have been made
     * @throws RuntimeException where it is not known whether it was made, or it could not be made now: it is tried again
     */
    BatchResult act(Batch batch, String key, boolean again);

    /**
     * Whether what the request is for has come.
     *
     * @param mark the mark of the result
     */
    boolean isResolved(Batch batch, String key, long mark);
}
