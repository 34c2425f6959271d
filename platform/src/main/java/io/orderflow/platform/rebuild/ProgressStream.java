package io.orderflow.platform.rebuild;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows a rebuild over its stream of server-sent events; a stream that breaks is taken up again. */
final class ProgressStream {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_BREAKS = 60;
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final HttpClient http;
    private final URI address;
    private final @Nullable String token;
    private @Nullable String lastId;
    private String event = "";
    private @Nullable JsonNode last;

    ProgressStream(HttpClient http, URI rebuild, @Nullable String token) {
        this.http = http;
        this.token = token;
        this.address = URI.create(rebuild + "/progress");
    }

    /**
     * Follows the rebuild until it has ended or waits for its promotion, and returns it as it is then.
     *
     * @throws IOException where the server stays away for a minute
     */
    JsonNode follow(Consumer<JsonNode> watcher) throws IOException, InterruptedException {
        for (int breaks = 0;; breaks++) {
            try {
                read(watcher);
                if (last != null && isOver(last)) {
                    return last;
                }
            } catch (IOException broken) {
                if (breaks == MAX_BREAKS) {
                    throw broken;
                }
            }
            LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
        }
    }

    private void read(Consumer<JsonNode> watcher) throws IOException, InterruptedException {
        HttpRequest.Builder request = RunningRebuild.request(address, token).header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<Stream<String>> response = http.send(request.build(), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException(address + " answered " + response.statusCode());
            }
            Iterator<String> each = lines.iterator();
            while (each.hasNext() && (last == null || !isOver(last))) {
                take(each.next(), watcher);
            }
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void take(String line, Consumer<JsonNode> watcher) {
        if (line.startsWith("id:")) {
            lastId = line.substring("id:".length()).strip();
        } else if (line.startsWith("event:")) {
            event = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:") && event.equals("progress")) {
            last = JSON.readTree(line.substring("data:".length()));
            watcher.accept(last);
        }
    }

    private static boolean isOver(JsonNode rebuild) {
        return switch (rebuild.path("state").asString()) {
            case "RUNNING", "COMPARING" -> false;
            default -> true;
        };
    }
}
