package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.jvm.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class in a process of its own, which can be frozen, killed and started again. Its output goes to a file. */
final class JavaProcess {

    private final ProcessBuilder builder;
    private Process process;

    /** Starts the process, and returns at once. */
    JavaProcess(Path log, List<String> command) {
        builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            // Two processes that unpack RocksDB's library at the same time must not write the same file.
            Path library = Files.createDirectories(log.resolveSibling(log.getFileName() + ".library"));
            builder.environment().put("ROCKSDB_SHAREDLIB_DIR", library.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // It must not outlive a test that is interrupted.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> process.destroyForcibly()));
        restart();
    }

    /** The command that runs this main class in a small JVM. */
    static List<String> command(String classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-XX:+UseSerialGC", "-Xmx384m", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(JavaCommand.archive());
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A server of ours on this port of the loopback interface, with its data in the folder and its log beside that. */
    static JavaProcess server(Class<?> main, int port, Path data, String... further) {
        List<String> command = command(JavaCommand.classPath(), main, "--port", Integer.toString(port),
                "--data", data.toString());
        command.addAll(List.of(further));
        return new JavaProcess(Path.of(data + ".log"), command);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Starts the process again after it was killed. */
    void restart() {
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as a power cut would. */
    void kill() {
        try {
            assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).as("the process has ended").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a process ends", e);
        }
    }

    void freeze() {
        signal(pid(), "-STOP");
    }

    void thaw() {
        signal(pid(), "-CONT");
    }

    static void signal(long pid, String signal) {
        try {
            assertThat(new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a process gets a signal", e);
        }
    }
}
