package io.orderflow.axonserver.standalone.transfer;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file that says which tokens of the source are which of the target, where they differ: a line of JSON for each range
 * of events, and one for each scheduled event. Of a scheduled event it says beforehand that it is about to be scheduled,
 * because no server tells later whether it was. For one thread.
 */
final class MappingFile {

    private final Path path;
    private final Map<String, String> scheduled = new LinkedHashMap<>();
    private final Set<String> begun = new HashSet<>();

    MappingFile(Path path) {
        this.path = path;
        if (Files.exists(path)) {
            read();
        }
    }

    private void read() {
        try {
            Files.readString(path).lines().map(ExportReader::parsed).filter(EventJson::isScheduled).forEach(line -> {
                String token = line.get("scheduled").getAsString();
                begun.add(token);
                if (line.has("is")) {
                    scheduled.put(token, line.get("is").getAsString());
                }
            });
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private UncheckedIOException unusable(IOException cause) {
        return new UncheckedIOException("The file " + path + " cannot be used: " + cause.getMessage(), cause);
    }

    Path path() {
        return path;
    }

    /** Whether an earlier run has scheduled it. */
    boolean isScheduled(String token) {
        return scheduled.containsKey(token);
    }

    /** Whether an earlier run was about to schedule it, and may have done so. */
    boolean isPerhapsScheduled(String token) {
        return begun.contains(token) && !isScheduled(token);
    }

    void begin(String token) {
        write(List.of(line(token, null)), StandardOpenOption.CREATE, StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
    }

    void end(String token, String here) {
        scheduled.put(token, here);
        write(List.of(line(token, here)), StandardOpenOption.CREATE, StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
    }

    private static String line(String token, @Nullable String here) {
        JsonObject json = new JsonObject();
        json.addProperty("scheduled", token);
        if (here != null) {
            json.addProperty("is", here);
        }
        return json.toString();
    }

    private void write(List<String> lines, StandardOpenOption... options) {
        try {
            Files.write(path, lines, options);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Writes all that differs; no file where nothing does.
     *
     * @return whether there is a file
     */
    boolean finish(TokenMapping tokens) {
        List<String> lines = Stream.concat(tokens.keepsTokens() ? Stream.empty() : tokens.lines(),
                scheduled.entrySet().stream().map(token -> line(token.getKey(), token.getValue()))).toList();
        try {
            if (lines.isEmpty()) {
                Files.deleteIfExists(path);
                return false;
            }
            Path written = path.resolveSibling(path.getFileName() + ".new");
            Files.write(written, lines);
            Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw unusable(e);
        }
    }
}
