package io.orderflow.axonserver.store;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The log of all events, readable as one sequence and by aggregate. Tokens count from 0 without gaps. All methods
 * may be
 * called from any thread; reads never wait for writes, but may wait for the disk.
 */
public interface EventStore {

    /** What {@link #headToken()} and {@link #highestSequence(String)} answer where there is nothing. */
    long NONE = -1;

    /**
     * Appends all events of a transaction or none of them. The stage completes when they are on the disk, with the
     * token
     * of the last one, or fails with a {@link StoreException}. It completes on a thread of the store: what depends on
     * it must not block.
     */
    CompletionStage<Long> append(List<Event> transaction);

    /**
     * The events from a token on, in order: at most a page of them, and none only where the log has none. Events near
     * the head come from memory and are shared between callers.
     */
    List<StoredEvent> read(long fromToken, PageLimit limit);

    /** The events of one aggregate in order of their sequence numbers: at most a page of them. */
    AggregatePage readAggregate(AggregateRange range, PageLimit limit);

    /** The sequence number of the aggregate's last event, or {@link #NONE}. */
    long highestSequence(String aggregateId);

    /** The token of the first event that the store holds, or would hold. */
    long firstToken();

    /** The token of the last event, or {@link #NONE}. */
    long headToken();

    /** The token that the next event will get: one more than the last event's, also where that event was purged. */
    long nextToken();

    /**
     * The token of the first event whose timestamp is at or after an instant; where there is none, the token that the
     * next event will get.
     */
    long tokenAt(long epochMillis);

    /**
     * Calls a listener after each change of the head, on the thread that writes: it must neither block nor throw. The
     * listener sees the new head when it asks for it.
     */
    Subscription onHeadMoved(Runnable listener);

    /** Ends what it stands for; more than one call does nothing more. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
