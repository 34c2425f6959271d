package io.orderflow.axonserver.store;

import io.axoniq.axonserver.grpc.streams.CreateStreamRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What is kept of persistent streams: what each of them is, and how far it has come. All methods may be called from any
 * thread; changes come to the disk in the order of the calls, and their stages complete on a thread of the store, once
 * they are there; those of different changes may complete in another order.
 */
public interface StreamStore {

    /** All streams, by their identifiers. */
    List<Stored> all();

    /**
     * Keeps a stream, in place of what there was of it.
     *
     * @param layouts
     *            how its segments are, and before it how they were, oldest first
     */
    CompletionStage<Void> put(CreateStreamRequest definition, List<Layout> layouts);

    /** Replaces the definition of a stream, and leaves its segments alone. */
    CompletionStage<Void> redefine(CreateStreamRequest definition);

    /** Keeps how far a segment has come. */
    CompletionStage<Void> advance(String streamId, int layout, int segment, Progress progress);

    CompletionStage<Void> delete(String streamId);

    /** A stream as it was found. */
    record Stored(CreateStreamRequest definition, List<Layout> layouts) {}

    /**
     * The segments of a stream, which change in number.
     *
     * @param number
     *            counts the changes
     */
    record Layout(int number, List<Progress> segments) {}

    /**
     * How far a segment has come, in tokens.
     *
     * @param acknowledged
     *            the last event that a client has processed
     * @param passed
     *            the last event that the segment is done with, be it because it was processed or because it belongs to
     *            another segment; never smaller
     * @param replayedUntil
     *            events up to this one have been processed before, and are sent again
     */
    record Progress(long acknowledged, long passed, long replayedUntil) {

        /** At the end of what is before the first event to send. */
        public static Progress before(long firstToken) {
            return new Progress(firstToken - 1, firstToken - 1, EventStore.NONE);
        }
    }
}
