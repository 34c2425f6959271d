package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.axonserver.standalone.AxonServerApplication;
import io.orderflow.mongoserver.MongoServerApplication;
import io.orderflow.platform.embedded.PlatformOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The event server and the database of a platform, each in a process of its own that a test freezes or kills. */
final class OutsideServers {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String DISK_SIZE = "96m";

    private final int eventPort = JavaProcess.freePort();
    private final int metricsPort = JavaProcess.freePort();
    private final int mongoPort = JavaProcess.freePort();
    private JavaProcess events;
    private JavaProcess database;
    private Path disk;
    private boolean mounted;

    /** Starts both in the folder, and says how a platform uses them. */
    PlatformOptions start(Path data) throws IOException {
        disk = Files.createDirectories(data.resolve("events"));
        events = JavaProcess.server(AxonServerApplication.class, eventPort, disk, "--http-port", "" + metricsPort);
        database = JavaProcess.server(MongoServerApplication.class, mongoPort, data.resolve("mongo"));
        for (int port : List.of(eventPort, metricsPort, mongoPort)) {
            await("port " + port).atMost(START).until(() -> isListening(port));
        }
        return new PlatformOptions("localhost", 0, data, Optional.of("127.0.0.1:" + eventPort),
                Optional.of("mongodb://127.0.0.1:" + mongoPort));
    }

    /** As {@link #start}, with the events on a small disk of their own, where the system lets a test mount one. */
    PlatformOptions startOnSmallDisk(Path data) throws IOException {
        Path events = Files.createDirectories(data.resolve("events"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_SIZE, "none", events.toString());
        return start(data);
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command[0] + " runs", e);
        }
    }

    JavaProcess events() {
        return events;
    }

    JavaProcess database() {
        return database;
    }

    /** The port at which the event server shows its metrics. */
    int metricsPort() {
        return metricsPort;
    }

    /** The disk of the events alone; absent where the system did not let the test mount one. */
    Optional<Path> smallDisk() {
        return Optional.of(disk).filter(folder -> mounted);
    }

    /** Has the event server write no file beyond this size, in bytes, from now on; {@code unlimited} lifts that. */
    void limitFilesOfEvents(String bytes) {
        assertThat(run("prlimit", "--pid", "" + events.pid(), "--fsize=" + bytes + ":")).isTrue();
    }

    void kill() {
        events.kill();
        database.kill();
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }
}
