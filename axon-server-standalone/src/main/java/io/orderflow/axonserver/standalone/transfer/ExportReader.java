package io.orderflow.axonserver.standalone.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an {@link ExportFile}. For one thread. */
final class ExportReader implements AutoCloseable {

    private final Path path;
    private final BufferedReader lines;

    ExportReader(Path path) throws IOException {
        this.path = path;
        this.lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path), 1 << 16), UTF_8), 1 << 16);
    }

    /** The next line; null at the end. */
    @Nullable
    String next() throws IOException {
        try {
            return lines.readLine();
        } catch (EOFException e) {
            throw new UncheckedIOException("The file " + path + " ends in the middle", e);
        }
    }

    static JsonObject parsed(String line) {
        try {
            return JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonSyntaxException | IllegalStateException e) {
            throw new IllegalStateException("The file has a line that is no JSON object: "
                    + line.substring(0, Math.min(80, line.length())), e);
        }
    }

    /**
     * Reads a file that is whole.
     *
     * @param lines
     *            takes the lines between the first and the last
     * @throws IllegalStateException
     *             if it is not one, is not whole, or is not what was written
     */
    static Ends readWhole(Path path, Consumer<JsonObject> lines) throws IOException {
        if (!Files.exists(path)) {
            throw new IllegalStateException("There is no file " + path);
        }
        MessageDigest found = AggregateHashes.sha256();
        JsonObject first = null;
        JsonObject last = null;
        try (ExportReader reader = new ExportReader(path)) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                JsonObject json = parsed(line);
                if (json.has("end")) {
                    last = json.getAsJsonObject("end");
                    continue;
                }
                if (first == null) {
                    requireFormat(path, json);
                    first = json;
                } else {
                    lines.accept(json);
                }
                found.update(line.getBytes(UTF_8));
                found.update((byte) '\n');
            }
        }
        if (first == null || last == null) {
            throw new IllegalStateException("The file " + path + " was cut off: export again, which goes on with it");
        }
        if (!HexFormat.of().formatHex(found.digest()).equals(last.get("sha256").getAsString())) {
            throw new IllegalStateException("The file " + path + " is damaged: its hash is another one");
        }
        return new Ends(first, last);
    }

    private static void requireFormat(Path path, JsonObject header) {
        if (!header.has("format") || !header.get("format").getAsString().equals(ExportFile.FORMAT)
                || header.get("version").getAsInt() > ExportFile.VERSION) {
            throw new IllegalStateException("The file " + path + " is no export of version " + ExportFile.VERSION
                    + " or earlier");
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** The first line of a file, and what its last one says. */
    record Ends(JsonObject header, JsonObject counts) {}
}
