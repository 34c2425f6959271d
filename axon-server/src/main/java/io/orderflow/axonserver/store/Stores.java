package io.orderflow.axonserver.store;

import java.util.List;
import java.util.Map;

/**
 * All stores of one server, each by its name. Not thread-safe: its owner calls it by one thread at a time, and decides
 * which names there may be.
 */
public interface Stores extends AutoCloseable {

    /** Those that are there, open or not. */
    List<String> names();

    /**
     * Opens a store, and makes it where it is not there. A new one is there as a whole, with its properties, or not at
     * all.
     *
     * @param properties
     *            those of a new store; one that is there keeps its own
     * @throws StoreException.Failure
     *             where it is damaged, of another version, or in use
     */
    Store open(String name, Map<String, String> properties);

    /** Removes a store that is closed; nothing of it comes back, also after a crash in the middle. */
    void delete(String name);

    /** Takes a store that is closed out of the names, but keeps it: {@link #open} brings it back. */
    void setAside(String name);

    /** Removes what a crash left of stores that were being made or deleted. To be called by who has opened a store. */
    void removeLeftovers();

    /** To be called when all stores are closed. */
    @Override
    void close();
}
