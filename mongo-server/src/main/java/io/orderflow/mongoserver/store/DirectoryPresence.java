package io.orderflow.mongoserver.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a directory was removed, moved or replaced while a database uses it. The system lets the database go on
 * with files that it has open, and nobody will find them again after it has ended. Thread-safe.
 */
final class DirectoryPresence {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);

    private final Path directory;
    /** What the file system calls the directory, whatever its name; empty where it cannot tell. */
    private final Optional<Object> identity;
    private volatile boolean gone;
    private volatile long lookedAtNanos = System.nanoTime();

    /** @throws IOException where the directory is not there */
    DirectoryPresence(Path directory) throws IOException {
        this.directory = directory;
        this.identity = identityOf(directory);
    }

    private static Optional<Object> identityOf(Path directory) throws IOException {
        @Nullable
        Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        return Optional.ofNullable(key);
    }

    /** Throws where the directory is not the one that it was; looks a few times a second at most. */
    void require() throws IOException {
        if (gone || System.nanoTime() - lookedAtNanos >= LOOK_INTERVAL.toNanos()) {
            gone = true;
            if (!Objects.equals(identity, identityOf(directory))) {
                throw new IOException(directory + " is another directory now");
            }
            gone = false;
            lookedAtNanos = System.nanoTime();
        }
    }
}
