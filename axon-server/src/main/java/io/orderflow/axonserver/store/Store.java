package io.orderflow.axonserver.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Events, snapshots and scheduled events that belong together. After {@link #close}, which waits for what is being
 * written, all calls fail with {@link StoreException.Closed}. Thread-safe.
 */
public interface Store extends AutoCloseable {

    EventStore events();

    SnapshotStore snapshots();

    ScheduledEvents scheduledEvents();

    StreamStore streams();

    /** What its owner keeps with it. */
    Map<String, String> properties();

    /** Replaces all properties; the stage completes when they are on the disk. */
    CompletionStage<Void> setProperties(Map<String, String> properties);

    /**
     * Removes all events, snapshots and scheduled events at once; the properties and the persistent streams stay. Tokens go on from where they
     * were, so that whoever follows the log goes on to follow it: the next event is the next one that it sees.
     */
    CompletionStage<Void> purge();

    /**
     * Lets an empty store begin at a token, so that the events of another store keep theirs. A store that has events, or
     * has given that token already, stays as it is.
     *
     * @return the token that the next event will get
     */
    CompletionStage<Long> beginAt(long token);

    /**
     * Why it cannot be written to at the moment, or what is damaged in it; empty where it is well, as far as is known. A
     * store that cannot be written to finds out by itself when it can be again; damage stays.
     */
    Optional<String> failure();

    /** What was written since it was opened; it costs nothing to ask. */
    WriteCounts written();

    /** How many requests wait to be written now. */
    int waiting();

    /** The size of its files on the disk. */
    long bytesOnDisk();

    /** Counts what there is, which reads all keys of aggregates and snapshots. */
    StoreStatistics statistics();

    /**
     * Holds writes back: the stage completes when nothing is being written, and what comes waits until the rest is
     * closed. Reads go on.
     */
    CompletionStage<Rest> rest();

    /** Makes a copy of the store, as it is now, in a directory that does not exist yet. */
    void copyTo(Path directory);

    /** A time without writes. */
    interface Rest extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param reason
     *            what those are told who still use it
     */
    void close(String reason);

    @Override
    default void close() {
        close("The event store is closed");
    }
}
