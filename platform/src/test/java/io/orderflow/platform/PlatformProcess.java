package io.orderflow.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The platform as a process that can be killed. */
final class PlatformProcess {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

    private final int port;
    private final Path data;
    private Process process;

    private PlatformProcess(int port, Path data, Process process) {
        this.port = port;
        this.data = data;
        this.process = process;
    }

    /** Starts it on a free port, and returns when it is ready. */
    static PlatformProcess start(Path data) {
        int port = freePort();
        PlatformProcess platform = new PlatformProcess(port, data, launch(port, data));
        platform.awaitReady();
        return platform;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    private static Process launch(int port, Path data) {
        try {
            return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC", "-Xmx384m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                    "-cp", classPath(), Orderflow.class.getName(), "start", "--port",
                    Integer.toString(port), "--data", data.toString()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(data + ".log"))).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what only tests have, which has handlers find what they would not find otherwise. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("axon-test"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Ends the process as a power cut would, and starts it again on the same data. */
    void killAndRestart() throws InterruptedException {
        kill();
        process = launch(port, data);
        awaitReady();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** What it occupies of the memory, in KiB, where the system tells as Linux does; otherwise nothing. */
    long residentKib() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                .build();
        Awaitility.await("the platform is ready, see " + data + ".log").atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(200)).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("The platform ended while it started, see " + data + ".log");
                    }
                    return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
                });
    }
}
