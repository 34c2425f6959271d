package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.StoreStatistics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The stores under a directory that no server uses, read without a change to their files. */
public final class OfflineStores {

    private final Path directory;

    public OfflineStores(Path directory) {
        this.directory = directory;
    }

    /** The names of the stores, none where the directory is not there. */
    public List<String> names() {
        return Files.isDirectory(directory)
                ? Directories.in(directory)
                        .filter(name -> !name.startsWith(".") && StoreFiles.areIn(directory.resolve(name)))
                        .toList()
                : List.of();
    }

    /** @throws StoreException.Failure where one is in use, or cannot be opened */
    public Map<String, StoreStatistics> statistics() {
        return all(database -> {
            long first = Tables.of(database).properties().firstToken();
            return Statistics.of(database, Tables.of(database).events().lastToken(first - 1) - first + 1);
        });
    }

    /**
     * What is to be said about each store.
     *
     * @throws StoreException.Failure
     *             where one is in use, or cannot be opened
     */
    public Map<String, Findings> verify() {
        return all(database -> new Verification(database).findings());
    }

    /**
     * The identifiers of the events that lie at these tokens of a store, each by its token.
     *
     * @throws StoreException.Failure
     *             where it is in use, or cannot be opened
     */
    public Map<Long, String> eventsAt(String store, Collection<Long> tokens) {
        return ask(directory.resolve(store), database -> {
            EventLog events = Tables.of(database).events();
            Map<Long, String> identifiers = new TreeMap<>();
            for (long token : tokens) {
                events.read(token, token, PageLimit.ONE).forEach(
                        stored -> identifiers.put(token, stored.event().getMessageIdentifier()));
            }
            return identifiers;
        });
    }

    private <T> Map<String, T> all(Function<Database, T> question) {
        Map<String, T> answers = new TreeMap<>();
        names().forEach(name -> answers.put(name, ask(directory.resolve(name), question)));
        return answers;
    }

    private static <T> T ask(Path store, Function<Database, T> question) {
        requireUnused(store);
        try (SharedMemory memory = new SharedMemory()) {
            Database database = Database.openReadOnly(store, memory);
            try {
                return question.apply(database);
            } finally {
                database.close("The event store is closed");
            }
        }
    }

    /** RocksDB locks a file while a server has the store open. */
    private static void requireUnused(Path store) {
        if (StoreLock.isHeld(store)) {
            throw new StoreException.Failure("Cannot read the event store in " + store,
                    new IllegalStateException("a server is using it"));
        }
    }

    /** Whether a server has one of the stores under a directory open. */
    public static boolean isInUse(Path directory) {
        return Directories.in(directory).anyMatch(name -> StoreLock.isHeld(directory.resolve(name)));
    }
}
