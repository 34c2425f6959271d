package io.orderflow.axonserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A directory with a copy of every context under its name, and a file that says that it is whole. */
final class Backup {

    private static final String WHOLE_FILE = "BACKUP";
    private static final String UNFINISHED = ".unfinished";

    private Backup() {}

    static void requireEmpty(Path directory, String what) {
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

    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the directory " + directory, e);
        }
    }

    /** Says, as the last thing that a backup does, that nothing is missing. */
    static void markWhole(Path backup) {
        try {
            Files.writeString(backup.resolve(WHOLE_FILE), "made " + Instant.now() + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot finish the backup in " + backup, e);
        }
    }

    /** Copies a whole backup to an empty directory, and answers the names of the contexts. */
    static List<String> restore(Path backup, Path data) {
        if (!Files.exists(backup.resolve(WHOLE_FILE))) {
            throw new IllegalStateException(backup + " is no backup, or one that was not finished: it has no file "
                    + WHOLE_FILE);
        }
        requireEmpty(data, "The data directory");
        List<Path> contexts = list(backup).stream().filter(Files::isDirectory).toList();
        try {
            Path unfinished = Files.createDirectories(data.resolve(UNFINISHED));
            for (Path context : contexts) {
                Path copy = Files.createDirectories(unfinished.resolve(context.getFileName()));
                for (Path file : list(context)) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            for (Path context : contexts) {
                Files.move(unfinished.resolve(context.getFileName()), data.resolve(context.getFileName()));
            }
            Files.delete(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot restore to " + data + ": " + e.getMessage(), e);
        }
        return contexts.stream().map(context -> context.getFileName().toString()).toList();
    }
}
