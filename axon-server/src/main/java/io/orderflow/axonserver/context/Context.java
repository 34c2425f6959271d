package io.orderflow.axonserver.context;

import io.orderflow.axonserver.routing.CommandRouter;
import io.orderflow.axonserver.routing.QueryRouter;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.ScheduledEvents;
import io.orderflow.axonserver.store.SnapshotStore;
import io.orderflow.axonserver.store.Store;
import io.orderflow.axonserver.store.StoreStatistics;
import io.orderflow.axonserver.store.WriteCounts;
import io.orderflow.axonserver.streams.PersistentStreams;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A world of its own: its events are nobody else's, and its messages go to its own handlers only. Thread-safe. */
public final class Context {

    private final String name;
    private final Store store;
    private final CommandRouter commands = new CommandRouter();
    private final QueryRouter queries;
    private final PersistentStreams persistentStreams;
    private final Set<Consumer<String>> guests = ConcurrentHashMap.newKeySet();
    private final Set<LogReader> readers = ConcurrentHashMap.newKeySet();
    private volatile Map<String, String> metadata;
    private volatile @Nullable String endReason;

    Context(String name, Store store, InstantSource clock, Executor streaming) {
        this.name = name;
        this.store = store;
        this.queries = new QueryRouter(clock);
        this.metadata = store.properties();
        this.persistentStreams = new PersistentStreams(store.events(), store.streams(), streaming);
    }

    public String name() {
        return name;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    void setMetadata(Map<String, String> replacement) {
        Writes.await(store.setProperties(replacement));
        metadata = store.properties();
    }

    public EventStore events() {
        return store.events();
    }

    public SnapshotStore snapshots() {
        return store.snapshots();
    }

    public ScheduledEvents scheduledEvents() {
        return store.scheduledEvents();
    }

    public PersistentStreams persistentStreams() {
        return persistentStreams;
    }

    public CommandRouter commands() {
        return commands;
    }

    public QueryRouter queries() {
        return queries;
    }

    /**
     * Calls somebody when the context is deleted, with the reason, so that a stream that lasts as long as its client can
     * be ended. What reads or writes the store need not ask for that, because a closed store refuses it.
     */
    public Stay enter(Consumer<String> onEnd) {
        guests.add(onEnd);
        String reason = endReason;
        if (reason != null && guests.remove(onEnd)) {
            onEnd.accept(reason);
        }
        return () -> guests.remove(onEnd);
    }

    /** Adds one that follows the log, until it leaves. */
    public Stay enter(LogReader reader) {
        readers.add(reader);
        return () -> readers.remove(reader);
    }

    /** Those that follow the log now; persistent streams are not among them. */
    public Set<LogReader> readers() {
        return Set.copyOf(readers);
    }

    /** Takes no more commands and queries; those that are under way may still be answered. */
    void stopAccepting() {
        commands.stopAccepting();
        queries.stopAccepting();
    }

    /** Ends the commands and queries that have no answer yet. */
    void giveUp() {
        commands.giveUp();
        queries.giveUp();
    }

    /** The commands and queries that have no answer yet, in words. */
    public List<String> underWay() {
        return Stream.concat(commands.underWay().stream().map(message -> "Command " + message + " has no answer"),
                queries.underWay().stream().map(message -> "Query " + message + " has no answer")).toList();
    }

    void expire() {
        commands.expire();
        queries.expire();
        persistentStreams.expire();
    }

    /** Why its store does not do its work, as {@link Store#failure()}. */
    public Optional<String> failure() {
        return store.failure();
    }

    public StoreStatistics statistics() {
        return store.statistics();
    }

    /** As {@link Store#written()}. */
    public WriteCounts written() {
        return store.written();
    }

    /** As {@link Store#waiting()}. */
    public int waiting() {
        return store.waiting();
    }

    /** As {@link Store#bytesOnDisk()}. */
    public long bytesOnDisk() {
        return store.bytesOnDisk();
    }

    CompletionStage<Store.Rest> rest() {
        return store.rest();
    }

    void copyTo(Path directory) {
        store.copyTo(directory);
    }

    /** As {@link Store#beginAt}. */
    public CompletionStage<Long> beginAt(long token) {
        return store.beginAt(token);
    }

    CompletionStage<Void> purge() {
        return store.purge();
    }

    void close() {
        store.close();
    }

    /** Closes the store, and shows everybody out. */
    void end(String reason) {
        endReason = reason;
        store.close(reason);
        for (Consumer<String> guest : guests) {
            if (guests.remove(guest)) {
                guest.accept(reason);
            }
        }
    }

    /** Somebody's wish to be told of the end; more than one call does nothing more. */
    public interface Stay {

        void leave();
    }
}
