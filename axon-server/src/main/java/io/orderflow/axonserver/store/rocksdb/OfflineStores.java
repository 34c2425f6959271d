package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.StoreStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The stores under a directory that no server uses, read without a change to their files. */
public final class OfflineStores {

    private static final String LOCK_FILE = "LOCK";

    private final Path directory;

    public OfflineStores(Path directory) {
        this.directory = directory;
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

    private <T> Map<String, T> all(Function<Database, T> question) {
        Map<String, T> answers = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            Directories.in(directory)
                    .filter(name -> !name.startsWith(".") && StoreFiles.areIn(directory.resolve(name)))
                    .forEach(name -> answers.put(name, ask(directory.resolve(name), question)));
        }
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

    /** RocksDB locks this file while a server has the store open. */
    private static void requireUnused(Path store) {
        if (isLocked(store)) {
            throw new StoreException.Failure("Cannot read the event store in " + store,
                    new IllegalStateException("a server is using it"));
        }
    }

    private static boolean isLocked(Path store) {
        Path lockFile = store.resolve(LOCK_FILE);
        if (!Files.exists(lockFile)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + lockFile, e);
        }
    }

    /** Whether a server has one of the stores under a directory open. */
    public static boolean isInUse(Path directory) {
        return Directories.in(directory).anyMatch(name -> isLocked(directory.resolve(name)));
    }
}
