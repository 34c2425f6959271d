package io.orderflow.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first event of a stream of server-sent events.
 *
 * @param name its name; empty where it has none
 * @param data its data as JSON; missing where there was no event at all
 */
record StreamedEvent(String name, JsonNode data) {

    static final String MEDIA_TYPE = "text/event-stream";
    private static final JsonMapper JSON = new JsonMapper();

    static StreamedEvent first(String stream) {
        return read(stream.lines().toList());
    }

    /** Waits for the first event of a stream that goes on, at most for so long. */
    private static StreamedEvent first(InputStream stream, Duration limit) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        CompletableFuture<List<String>> event = CompletableFuture.supplyAsync(() -> linesOfEvent(lines));
        try {
            return read(event.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException none) {
            return read(List.of());
        } catch (ExecutionException failed) {
            throw new IOException("The stream broke", failed.getCause());
        } finally {
            stream.close();
        }
    }

    /** The lines up to the empty one that ends the first event with data; comments are none. */
    private static List<String> linesOfEvent(BufferedReader stream) {
        List<String> lines = new ArrayList<>();
        try {
            String line = stream.readLine();
            while (line != null && !(line.isEmpty() && lines.stream().anyMatch(one -> one.startsWith("data:")))) {
                lines.add(line);
                line = stream.readLine();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return lines;
    }

    private static StreamedEvent read(List<String> lines) {
        StringBuilder data = new StringBuilder();
        String name = "";
        for (String line : lines) {
            if (line.startsWith("data:")) {
                data.append(line.substring("data:".length()));
            } else if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            }
        }
        return new StreamedEvent(name, data.isEmpty() ? JSON.missingNode() : JSON.readTree(data.toString()));
    }

    /**
     * What the example, which this is, has and the first event of the stream lacks. An example without an event waits for
     * none: that the stream opens is enough.
     */
    List<String> missingIn(InputStream stream, Duration limit, Set<String> exact)
            throws IOException, InterruptedException {
        return data.isMissingNode() ? List.of() : missingIn(first(stream, limit), exact);
    }

    private List<String> missingIn(StreamedEvent sent, Set<String> exact) {
        if (sent.data().isMissingNode()) {
            return List.of("no event came");
        }
        List<String> missing = new ArrayList<>(Difference.between(data, sent.data(), exact, Set.of()));
        if (!name.isEmpty() && !name.equals(sent.name())) {
            missing.add("the event is named " + sent.name() + " now, it was " + name);
        }
        return missing;
    }
}
