package io.orderflow.query.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event server and its clients.
 *
 * @param address      where this service reaches the server
 * @param contexts     the contexts of the server; the only known one where the server lists none
 * @param commit       absent where this process does not have the server's counts
 * @param applications the applications that are connected to the context of this service
 * @param unavailable  what this server or this process does not tell, and where it is to be had
 */
record ServerView(String address, List<String> contexts, Store store, @Nullable Commit commit,
        List<Application> applications, List<String> unavailable) {

    /**
     * The event store.
     *
     * @param first    the position of the first event that the store still has
     * @param position the position of the last event; -1 where there is none
     * @param events   how many events that are at the most
     * @param bytes    the size of its files; absent where this process does not have it
     */
    record Store(long first, long position, long events, @Nullable Long bytes) {}

    /**
     * How writes were put on the disk since the start of the server. All that wait are written together, with one sync.
     *
     * @param groups     how many writes there were, each with one sync
     * @param requests   how many transactions and other requests they stored
     * @param groupSize  how many requests a write stored on average
     * @param syncMicros how long a write took on average, with its sync, in microseconds
     * @param refused    how many requests were refused, as for a sequence number that another had taken
     * @param failed     how many requests failed
     */
    record Commit(long groups, long requests, double groupSize, long syncMicros, long refused, long failed) {}

    /** A component with its instances and what they handle. */
    record Application(String component, List<Instance> clients, Handlers handlers) {}

    /**
     * An instance of a component.
     *
     * @param node             the node of the server that it is connected to
     * @param activeThreads    the threads of its event processors that handle events
     * @param availableThreads those that are free
     */
    record Instance(String client, String node, int activeThreads, int availableThreads) {}

    /** The names of the commands and queries that an application handles, and of its event processors. */
    record Handlers(List<String> commands, List<String> queries, List<String> processors) {}
}
