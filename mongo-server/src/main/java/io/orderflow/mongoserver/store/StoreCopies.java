package io.orderflow.mongoserver.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Copies of a store within its own directory, where links to its files can be made. The caller that asked for a copy
 * removes it; a copy that was left behind is removed with the next one, or when the store is opened.
 */
public final class StoreCopies {

    private static final String PREFIX = ".copy-";

    /** The suffix of files that are never changed. */
    private static final String TABLE_SUFFIX = ".sst";
    private static final String LOCK = "LOCK";

    private StoreCopies() {}

    /** Copies the present state of a database while it is used. */
    static Path make(RocksDB database, Path store) {
        removeFrom(store);
        Path copy = next(store);
        try (Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(copy.toString());
            return copy.toAbsolutePath();
        } catch (RocksDBException e) {
            throw new StoreFailure("Cannot copy the database in " + store, e);
        }
    }

    private static Path next(Path store) {
        return store.resolve(PREFIX + UUID.randomUUID());
    }

    /** A copy of a store that no process has open. A change of the copy changes nothing in the store. */
    public static Path of(Path store) {
        Path copy = next(store);
        try (Stream<Path> entries = Files.list(store)) {
            Files.createDirectory(copy);
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                Path copied = copy.resolve(file.getFileName());
                if (file.toString().endsWith(TABLE_SUFFIX)) {
                    Files.createLink(copied, file);
                } else if (!file.endsWith(LOCK)) {
                    Files.copy(file, copied);
                }
            }
            return copy;
        } catch (IOException e) {
            throw new StoreFailure("Cannot copy the database in " + store + " to read it", e);
        }
    }

    /** Removes copies that were left behind. */
    public static void removeFrom(Path store) {
        try (Stream<Path> entries = Files.list(store)) {
            for (Path copy : entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX)).toList()) {
                remove(copy);
            }
        } catch (IOException e) {
            throw new StoreFailure("Cannot remove a copy in " + store, e);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
