package io.orderflow.platform.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The log of each process, named after it.
 *
 * @param folder where the logs are
 */
record ProcessLogs(Path folder) {

    private static final String LIBRARY_FOLDER = "ROCKSDB_SHAREDLIB_DIR";

    Path of(String name) {
        return folder.resolve(name + ".log");
    }

    /** A process that writes to a new log, and goes on with it whenever it is started again. */
    ProcessBuilder process(String name, List<String> command) {
        Path log = of(name);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot begin " + log, e);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().computeIfPresent(LIBRARY_FOLDER, (variable, shared) -> libraryFolder(shared, name));
        return builder;
    }

    /**
     * The folder for RocksDB's library, one for each process: two processes that unpack it at the same time must not
     * write the same file.
     */
    private static String libraryFolder(String shared, String name) {
        try {
            return Files.createDirectories(Path.of(shared, name)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for RocksDB's library", e);
        }
    }
}
