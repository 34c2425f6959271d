package io.orderflow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory, which is deleted when it is closed and when the process is told to end. */
final class TemporaryFolder implements AutoCloseable {

    private final Path directory;
    private final Thread onExit = Thread.ofPlatform().unstarted(this::delete);

    private TemporaryFolder(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    static TemporaryFolder in(Path parent) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(parent.toAbsolutePath(), "bench-"));
    }

    Path directory() {
        return directory;
    }

    private void delete() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory, e);
        }
    }

    @Override
    public void close() {
        delete();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}
