package io.orderflow.axonserver.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that all commands have. */
final class DataOption {

    @Option(names = "--data", defaultValue = "data", description = "The directory of the events (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("data");

    Path directory() {
        return directory;
    }

    Path existing() {
        if (!Files.isDirectory(directory)) {
            throw new IllegalStateException("There is no data directory " + directory);
        }
        return directory;
    }
}
