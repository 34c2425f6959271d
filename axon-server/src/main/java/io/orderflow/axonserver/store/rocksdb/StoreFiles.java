package io.orderflow.axonserver.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the files of a database tell before it is opened. */
final class StoreFiles {

    /** Names the manifest, which names all other files. It is made after the first manifest, and before anything else. */
    static final String CURRENT = "CURRENT";
    private static final String TABLE_SUFFIX = ".sst";
    private static final String LOG_SUFFIX = ".log";

    private StoreFiles() {}

    /** Whether there is a database, or at least something of one that must not be taken for nothing. */
    static boolean areIn(Path directory) {
        return Files.exists(directory.resolve(CURRENT)) || hasContent(directory);
    }

    /** Whether there is a file that holds something which was written to a database. */
    static boolean hasContent(Path directory) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.endsWith(TABLE_SUFFIX) || name.endsWith(LOG_SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the directory " + directory, e);
        }
    }
}
