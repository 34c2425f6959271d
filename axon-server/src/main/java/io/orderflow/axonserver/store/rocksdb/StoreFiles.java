package io.orderflow.axonserver.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** The names of the files that make up the log of writes. */
    static List<String> logs(Path directory) {
        return names(directory).filter(name -> name.endsWith(LOG_SUFFIX)).sorted().toList();
    }

    /** Whether there is a file that holds something which was written to a database. */
    static boolean hasContent(Path directory) {
        return names(directory).anyMatch(name -> name.endsWith(TABLE_SUFFIX) || name.endsWith(LOG_SUFFIX));
    }

    private static Stream<String> names(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the directory " + directory, e);
        }
    }
}
