package io.orderflow.axonserver.standalone.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file of JSON lines, compressed by gzip: a line about the export, one for each event, snapshot and scheduled
 * event, and one that says that these are all, with their hash. While it is written, a second file beside it tells how
 * much of it is whole on the disk. For one thread.
 */
final class ExportFile implements AutoCloseable {

    static final String FORMAT = "axon-server-export";

    /** Version 1 has no scheduled events. */
    static final int VERSION = 2;

    /** After so many characters the compressed stream is ended, and what is there is on the disk. */
    private static final int CHUNK_CHARACTERS = 4 << 20;

    private final Gson gson = new Gson();
    private final MessageDigest hash = AggregateHashes.sha256();
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
            try (ExportReader written = new ExportReader(path)) {
                for (String line = written.next(); line != null; line = written.next()) {
                    file.hash(line);
                    earlier.accept(ExportReader.parsed(line));
                }
            }
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

    private GZIPOutputStream write(String line) throws IOException {
        GZIPOutputStream compressed = chunk;
        if (compressed == null) {
            compressed = new GZIPOutputStream(Channels.newOutputStream(file), 1 << 16);
            chunk = compressed;
        }
        compressed.write((line + '\n').getBytes(UTF_8));
        chunkCharacters += line.length();
        return compressed;
    }

    private void hash(String line) {
        hash.update(line.getBytes(UTF_8));
        hash.update((byte) '\n');
    }

    private void endChunk() throws IOException {
        if (chunk != null) {
            writeOut(chunk);
            Path written = progress.resolveSibling(progress.getFileName() + ".new");
            Files.writeString(written, Long.toString(file.position()));
            Files.move(written, progress, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void writeOut(GZIPOutputStream compressed) throws IOException {
        compressed.finish();
        chunk = null;
        chunkCharacters = 0;
        file.force(true);
    }

    /**
     * Adds the last lines: the file is whole. If it is cut off meanwhile, none of them is there.
     *
     * @param scheduled
     *            the lines before the last one
     */
    void finish(List<JsonObject> scheduled, JsonObject counts) throws IOException {
        endChunk();
        try {
            for (JsonObject json : scheduled) {
                String line = gson.toJson(json);
                hash(line);
                write(line);
            }
            counts.addProperty("sha256", HexFormat.of().formatHex(hash.digest()));
            JsonObject last = new JsonObject();
            last.add("end", counts);
            writeOut(write(gson.toJson(last)));
        } finally {
            // What is left of it after a failure is not whole.
            chunk = null;
        }
        Files.delete(progress);
    }

    /** What was not finished can be gone on with. */
    @Override
    public void close() throws IOException {
        try (file) {
            endChunk();
        }
    }
}
