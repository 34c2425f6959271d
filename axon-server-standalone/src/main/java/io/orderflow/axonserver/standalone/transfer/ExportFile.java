package io.orderflow.axonserver.standalone.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of JSON lines, compressed by gzip: a line about the export, one for each event and snapshot, and one that says
 * that these are all, with their hash. While it is written, a second file beside it tells how much of it is whole on
 * the disk. For one thread.
 */
final class ExportFile implements AutoCloseable {

    private static final String FORMAT = "axon-server-export";
    private static final int VERSION = 1;

    /** After so many characters the compressed stream is ended, and what is there is on the disk. */
    private static final int CHUNK_CHARACTERS = 4 << 20;

    private final Gson gson = new Gson();
    private final MessageDigest hash = sha256();
    private final Path path;
    private final Path progress;
    private final FileChannel file;
    private @Nullable GZIPOutputStream chunk;
    private int chunkCharacters;

    private ExportFile(Path path) throws IOException {
        this.path = path;
        this.progress = progressOf(path);
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static Path progressOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".progress");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each JVM has SHA-256", e);
        }
    }

    /**
     * Begins a file, or goes on with one that was cut off.
     *
     * @param earlier
     *            takes the lines that are there, in their order
     */
    static ExportFile open(Path path, Consumer<JsonObject> earlier) throws IOException {
        Path progress = progressOf(path);
        if (!Files.exists(path)) {
            // First, so that a file without it is whole.
            Files.writeString(progress, "0");
            return new ExportFile(path);
        }
        if (!Files.exists(progress)) {
            throw new IllegalStateException("The file " + path + " is there already, and is whole");
        }
        ExportFile file = new ExportFile(path);
        file.file.truncate(Long.parseLong(Files.readString(progress).strip()));
        file.file.position(file.file.size());
        if (file.file.size() > 0) {
            lines(path, line -> {
                file.hash(line);
                earlier.accept(parsed(line));
            });
        }
        return file;
    }

    static JsonObject header(String context, long firstToken) {
        JsonObject header = new JsonObject();
        header.addProperty("format", FORMAT);
        header.addProperty("version", VERSION);
        header.addProperty("context", context);
        header.addProperty("firstToken", firstToken);
        return header;
    }

    /** Adds a line, which is on the disk some time later. */
    void add(JsonObject json) throws IOException {
        String line = gson.toJson(json);
        hash(line);
        write(line);
        if (chunkCharacters >= CHUNK_CHARACTERS) {
            endChunk();
        }
    }

    private void write(String line) throws IOException {
        if (chunk == null) {
            chunk = new GZIPOutputStream(Channels.newOutputStream(file), 1 << 16);
        }
        chunk.write((line + '\n').getBytes(UTF_8));
        chunkCharacters += line.length();
    }

    private void hash(String line) {
        hash.update(line.getBytes(UTF_8));
        hash.update((byte) '\n');
    }

    private void endChunk() throws IOException {
        if (chunk != null) {
            chunk.finish();
            chunk = null;
            chunkCharacters = 0;
            file.force(true);
            Path written = progress.resolveSibling(progress.getFileName() + ".new");
            Files.writeString(written, Long.toString(file.position()));
            Files.move(written, progress, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Adds the last line: the file is whole. */
    void finish(JsonObject counts) throws IOException {
        counts.addProperty("sha256", HexFormat.of().formatHex(hash.digest()));
        JsonObject last = new JsonObject();
        last.add("end", counts);
        write(gson.toJson(last));
        endChunk();
        Files.delete(progress);
    }

    /** What was not finished can be gone on with. */
    @Override
    public void close() throws IOException {
        try (file) {
            endChunk();
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
    static JsonObject read(Path path, Consumer<JsonObject> lines) throws IOException {
        MessageDigest found = sha256();
        JsonObject[] ends = new JsonObject[2];
        lines(path, line -> {
            JsonObject json = parsed(line);
            if (ends[0] == null) {
                requireFormat(path, json);
                ends[0] = json;
            } else if (json.has("end")) {
                ends[1] = json.getAsJsonObject("end");
                return;
            } else {
                lines.accept(json);
            }
            found.update(line.getBytes(UTF_8));
            found.update((byte) '\n');
        });
        if (ends[1] == null) {
            throw new IllegalStateException("The file " + path + " was cut off: export again, which goes on with it");
        }
        if (!HexFormat.of().formatHex(found.digest()).equals(ends[1].get("sha256").getAsString())) {
            throw new IllegalStateException("The file " + path + " is damaged: its hash is another one");
        }
        return ends[0];
    }

    private static void requireFormat(Path path, JsonObject header) {
        if (!header.has("format") || !header.get("format").getAsString().equals(FORMAT)
                || header.get("version").getAsInt() != VERSION) {
            throw new IllegalStateException("The file " + path + " is no export of version " + VERSION);
        }
    }

    private static JsonObject parsed(String line) {
        try {
            return JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonSyntaxException | IllegalStateException e) {
            throw new IllegalStateException("The file has a line that is no JSON object: "
                    + line.substring(0, Math.min(80, line.length())), e);
        }
    }

    private static void lines(Path path, Consumer<String> lines) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path), 1 << 16), UTF_8), 1 << 16)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (EOFException e) {
            throw new UncheckedIOException("The file " + path + " ends in the middle", e);
        }
    }
}
