package io.orderflow.axonserver;

import io.orderflow.axonserver.store.rocksdb.StoreLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory with copies of databases, and a file that says, once all are there and on the disk, that it is whole. Only
 * a whole one is ever restored. Not thread-safe.
 *
 * <pre>
 * try (Backup backup = Backup.begin(directory)) {
 *     backup.copy(database, "default");
 *     backup.finish();
 * }
 * </pre>
 */
public final class Backup implements AutoCloseable {

    private static final String WHOLE_FILE = "BACKUP";
    private static final String UNFINISHED = ".unfinished";

    private final Path directory;
    private final boolean made;
    private boolean whole;

    private Backup(Path directory, boolean made) {
        this.directory = directory;
        this.made = made;
    }

    /**
     * Begins one, which {@link #close()} removes again unless it was {@linkplain #finish() finished}.
     *
     * @throws IllegalStateException
     *             where something is in the directory
     */
    public static Backup begin(Path directory) {
        requireEmpty(directory, "The directory");
        boolean made = !Files.exists(directory);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the directory " + directory + ": " + e, e);
        }
        return new Backup(directory, made);
    }

    private static void requireEmpty(Path directory, String what) {
        if (Files.exists(directory) && (!Files.isDirectory(directory) || !list(directory).isEmpty())) {
            throw new IllegalStateException(what + ' ' + directory + " is not empty");
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + directory, e);
        }
    }

    /** Takes a copy of a database that was made for it. It stays the same files where they are on the same disk. */
    public void take(Path copy, String name) {
        try {
            Path target = directory.resolve(name);
            Files.createDirectories(target.getParent());
            try {
                Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException otherDisk) {
                copyTree(copy, target);
                deleteTree(copy);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Copies a database that nobody changes meanwhile. */
    public void copy(Path database, String name) {
        try {
            copyTree(database, directory.resolve(name));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Says that nothing is missing. */
    public void finish() {
        try {
            for (Path copied : list(directory)) {
                sync(copied);
            }
            Path mark = directory.resolve(WHOLE_FILE);
            Files.writeString(mark, "made " + Instant.now() + System.lineSeparator());
            sync(mark);
            sync(directory);
            whole = true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot back up to " + directory + ": " + e.getMessage(), e);
    }

    /** Removes what there is of one that was not finished. */
    @Override
    public void close() {
        if (whole) {
            return;
        }
        try {
            for (Path part : list(directory)) {
                deleteTree(part);
            }
            if (made) {
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove the unfinished backup " + directory, e);
        }
    }

    /** @throws IllegalStateException where a directory holds no backup, or one that was not finished */
    public static void requireWhole(Path backup) {
        if (!Files.exists(backup.resolve(WHOLE_FILE))) {
            throw new IllegalStateException(backup + " is no backup, or one that was not finished: it has no file "
                    + WHOLE_FILE);
        }
    }

    /**
     * Copies a whole backup to an empty directory.
     *
     * @throws IllegalStateException
     *             where the backup is not whole, or something is in the directory
     */
    public static void restore(Path backup, Path data) {
        requireWhole(backup);
        requireEmpty(data, "The data directory");
        Path unfinished = data.resolve(UNFINISHED);
        try {
            Files.createDirectories(unfinished);
            List<Path> databases = list(backup).stream().filter(Files::isDirectory).toList();
            for (Path database : databases) {
                copyTree(database, unfinished.resolve(database.getFileName()));
            }
            for (Path database : databases) {
                Files.move(unfinished.resolve(database.getFileName()), data.resolve(database.getFileName()));
            }
            sync(data);
            Files.delete(unfinished);
        } catch (IOException e) {
            try {
                deleteTree(unfinished);
            } catch (IOException kept) {
                e.addSuppressed(kept);
            }
            throw new UncheckedIOException("Cannot restore to " + data + ": " + e.getMessage(), e);
        }
    }

    /**
     * To be called before a data directory is used, so that half of a backup is never taken for the whole.
     *
     * @throws IllegalStateException
     *             where a backup was being copied to it when that process died
     */
    public static void requireRestored(Path data) {
        if (Files.exists(data.resolve(UNFINISHED))) {
            throw new IllegalStateException("A backup was being restored to " + data
                    + " and is not all there. Remove the directory and restore it again");
        }
    }

    /** What is copied is on the disk when this returns. The lock is of the database that is copied, not of the copy. */
    private static void copyTree(Path from, Path to) throws IOException {
        List<Path> tree;
        try (Stream<Path> walk = Files.walk(from)) {
            tree = walk.filter(path -> !path.endsWith(StoreLock.FILE)).toList();
        }
        for (Path path : tree) {
            Path copy = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(path, copy);
                sync(copy);
            }
        }
        sync(to);
    }

    /** Not every system can open a directory; those that cannot keep their names without being asked. */
    private static void sync(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        if (directory && System.getProperty("os.name").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(path,
                directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) {
        try {
            deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        List<Path> childrenFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : childrenFirst) {
            Files.deleteIfExists(path);
        }
    }
}
