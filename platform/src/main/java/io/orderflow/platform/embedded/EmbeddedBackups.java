package io.orderflow.platform.embedded;

import io.orderflow.axonserver.Backup;
import io.orderflow.platform.jvm.JavaCommand;
import io.orderflow.service.backup.Backups;
import io.orderflow.service.backup.PlatformBackup;
import io.orderflow.service.backup.PlatformBackup.BackupState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups of the data folder of this platform in its folder {@code backups}, by the command that makes them from
 * outside. That command runs in a process of its own: it finds out by file locks that the stores are in use, and those
 * of POSIX belong to a process as a whole, so that within this process a look at them would end the stores' own locks.
 * Thread-safe.
 */
final class EmbeddedBackups implements Backups {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBackups.class);
    private static final String FOLDER = "backups";
    private static final String MAIN = "io.orderflow.platform.Orderflow";
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'")
            .withZone(ZoneOffset.UTC);
    /** A list has so many, the newest. */
    private static final int MAX_LISTED = 100;

    private final Path data;
    private final Path folder;
    private final Map<String, PlatformBackup> ofThisProcess = new ConcurrentHashMap<>();
    private @Nullable String running;

    EmbeddedBackups(Path data) {
        this.data = data;
        this.folder = data.resolve(FOLDER);
    }

    @Override
    public List<PlatformBackup> all() {
        List<String> ids = new ArrayList<>(ofThisProcess.keySet());
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(Files::isDirectory).map(entry -> entry.getFileName().toString())
                        .filter(id -> !ofThisProcess.containsKey(id) && startOf(id) != null)
                        .forEach(ids::add);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + folder, e);
            }
        }
        ids.sort(Collections.reverseOrder());
        return ids.stream().limit(MAX_LISTED).map(this::find).toList();
    }

    private PlatformBackup find(String id) {
        PlatformBackup known = ofThisProcess.get(id);
        return known == null ? ended(id, folder.resolve(id), null, null) : known;
    }

    @Override
    public synchronized PlatformBackup begin() {
        if (running != null) {
            throw new BackupRunning(running);
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = ID.format(now);
        Path directory = folder.resolve(id);
        PlatformBackup begun = new PlatformBackup(id, directory.toString(), BackupState.RUNNING, now, null, null, null);
        try {
            Files.createDirectories(folder);
            Path errors = Files.createTempFile(folder, id, ".errors");
            Process process = new ProcessBuilder(JavaCommand.of(MAIN,
                    List.of("server", "backup", directory.toString(), "--data", data.toString())))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile())
                    .start();
            running = id;
            ofThisProcess.put(id, begun);
            process.onExit().thenAccept(ended -> end(id, directory, ended.exitValue(), errors));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot begin a backup in " + folder, e);
        }
        LOG.info("A backup is being made in {}", directory);
        return begun;
    }

    private void end(String id, Path directory, int exitCode, Path errors) {
        String said = null;
        try {
            String text = Files.readString(errors).strip();
            said = exitCode == 0 ? null : text.isEmpty() ? "exit code " + exitCode : text;
            Files.delete(errors);
        } catch (IOException unreadable) {
            LOG.warn("Cannot read what the backup {} has said", id, unreadable);
        }
        PlatformBackup ended = ended(id, directory, Instant.now(), said);
        LOG.info("The backup in {} is {}{}", directory, ended.state(), said == null ? "" : ": " + said);
        synchronized (this) {
            ofThisProcess.put(id, ended);
            running = null;
        }
    }

    private static PlatformBackup ended(String id, Path directory, @Nullable Instant endedAt, @Nullable String error) {
        Instant begun = startOf(id);
        boolean whole = error == null && isWhole(directory);
        return new PlatformBackup(id, directory.toString(), whole ? BackupState.COMPLETED : BackupState.FAILED,
                begun == null ? Instant.EPOCH : begun, endedAt, whole ? size(directory) : null, error);
    }

    private static boolean isWhole(Path directory) {
        try {
            Backup.requireWhole(directory);
            return true;
        } catch (IllegalStateException unfinished) {
            return false;
        }
    }

    /** Null where that is no backup's name. */
    private static @Nullable Instant startOf(String id) {
        try {
            return ID.parse(id, Instant::from);
        } catch (DateTimeException another) {
            return null;
        }
    }

    private static long size(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + directory, e);
        }
    }
}
