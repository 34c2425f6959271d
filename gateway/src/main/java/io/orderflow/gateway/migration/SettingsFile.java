package io.orderflow.gateway.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what operators have decided, where there is a file for it. Not thread-safe. */
record SettingsFile(@Nullable Path path) {

    private static final JsonMapper JSON = new JsonMapper();

    boolean isLasting() {
        return path != null;
    }

    /** By the names of the migrations. */
    Map<String, Setting> read() {
        try {
            return path == null || Files.notExists(path)
                    ? Map.of()
                    : JSON.readValue(Files.readAllBytes(path), new TypeReference<Map<String, Setting>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + path, unreadable);
        }
    }

    /** Writes beside the file and then moves there, so that a crash leaves the old or the new one. */
    void write(Map<String, Setting> settings) {
        if (path == null) {
            return;
        }
        try {
            Path beside = path.resolveSibling(path.getFileName() + ".new");
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(beside, JSON.writeValueAsBytes(settings));
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write " + path, failed);
        }
    }
}
