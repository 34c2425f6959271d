package io.orderflow.query;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The read side as a process of its own that can be killed and started again. */
final class KilledProcess {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> settings;
    private final int port;
    private final File log;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Process process;

    KilledProcess(int port, Path log, List<String> settings) {
        this.port = port;
        this.log = log.toFile();
        this.settings = settings;
        this.process = launch();
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                OrderQueryApplication.class.getName(), "--server.port=" + port));
        command.addAll(settings);
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -9} does; when this returns, it is gone. */
    void kill() {
        try {
            if (!process.destroyForcibly().waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The process outlives its killing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a process ends", e);
        }
    }

    void restart() {
        process = launch();
        awaitReady();
    }

    void awaitReady() {
        await("the process answers, see " + log).atMost(START_LIMIT).pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class).until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("The process ended while it started, see " + log);
                    }
                    return send(request("/projections").GET()).statusCode() == 200;
                });
    }

    JsonNode get(String path) throws Exception {
        return JSON.readTree(send(request(path).GET()).body());
    }

    /** Returns whether it has been answered before the process was gone. */
    boolean post(String path, String body) throws InterruptedException {
        try {
            HttpResponse<String> answer = send(request(path).header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
            if (answer.statusCode() >= 300) {
                throw new AssertionError(answer.statusCode() + ": " + answer.body());
            }
            return true;
        } catch (IOException killed) {
            return false;
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
