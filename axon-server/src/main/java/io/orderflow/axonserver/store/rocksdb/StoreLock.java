package io.orderflow.axonserver.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock on a file, which one process at a time has. RocksDB has the one on {@link #FILE} while a database is open, so
 * whoever takes that keeps every server off the files. Not for a process that has the database open itself: the system
 * lets go of its lock then.
 */
public final class StoreLock implements AutoCloseable {

    /** The file in the directory of a database. */
    public static final String FILE = "LOCK";

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock on a file, which is made where it is not there; empty where another process has it. */
    public static Optional<StoreLock> take(Path file) {
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            taken = channel.tryLock() != null;
            return taken ? Optional.of(new StoreLock(channel)) : Optional.empty();
        } catch (OverlappingFileLockException ofThisProcess) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file + ": " + e.getMessage(), e);
        } finally {
            if (channel != null && !taken) {
                close(channel);
            }
        }
    }

    /** Whether a process has the database in a directory open. */
    public static boolean isHeld(Path store) {
        Path file = store.resolve(FILE);
        if (!Files.exists(file)) {
            return false;
        }
        Optional<StoreLock> lock = take(file);
        lock.ifPresent(StoreLock::close);
        return lock.isEmpty();
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
