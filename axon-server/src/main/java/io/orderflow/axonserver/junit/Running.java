package io.orderflow.axonserver.junit;

import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A server, and the folder that goes with it. */
record Running(AxonServer server, Path data) {

    static Running start(Function<Path, AxonServerConfig> config) {
        try {
            Path data = Files.createTempDirectory("axon-server-test");
            return new Running(AxonServer.start(config.apply(data)), data);
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for the events could be made", e);
        }
    }

    void stop() {
        server.close();
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Not all of " + data + " could be deleted", e);
        }
    }
}
