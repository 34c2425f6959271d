package io.orderflow.mongoserver.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a directory was removed, moved or replaced while a database uses it. The system lets the database go on
 * with files that it has open, and nobody will find them again after it has ended. Thread-safe.
 */
final class DirectoryPresence {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryPresence.class);
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

    /**
     * Looks at the directory, a few times a second at most, and says in the log once that it is gone.
     *
     * @throws StoreFailure where the directory is not the one that it was
     */
    void require() {
        if (!gone && System.nanoTime() - lookedAtNanos < LOOK_INTERVAL.toNanos()) {
            return;
        }
        try {
            if (!Objects.equals(identity, identityOf(directory))) {
                throw new IOException(directory + " is another directory now");
            }
            gone = false;
            lookedAtNanos = System.nanoTime();
        } catch (IOException removed) {
            if (!gone) {
                LOG.error(
                        "The directory of the database was removed or replaced, so nothing is stored until it is back: {}",
                        removed.getMessage());
            }
            gone = true;
            throw new StoreFailure("The directory of the database was removed or replaced: " + directory, removed);
        }
    }
}
