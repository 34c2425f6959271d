package io.orderflow.axonserver.standalone.transfer;

import com.google.gson.JsonObject;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a context up to its head, and then the snapshots of their aggregates, to a file. It goes on with
 * a file that was cut off. The aggregates are in memory. For one thread.
 */
final class Exporter {

    private final RemoteServer source;
    private final String context;
    private final Path path;
    private final PrintWriter out;
    private final Map<String, Long> lastSequences = new LinkedHashMap<>();
    private @Nullable JsonObject header;
    private JsonObject lastEvent = new JsonObject();
    private long nextToken;
    private long events;
    private long snapshots;
    private String lastSnapshotOf = "";
    private int snapshotsOfLast;

    Exporter(RemoteServer source, String context, Path path, PrintWriter out) {
        this.source = source;
        this.context = context;
        this.path = path;
        this.out = out;
    }

    /** @return a sentence about what was exported */
    String run() throws IOException {
        try (ExportFile file = ExportFile.open(path, this::earlier)) {
            if (header == null) {
                nextToken = source.firstToken();
                file.add(ExportFile.header(context, nextToken));
            } else {
                requireSameLog();
                out.printf(Locale.ROOT, "Going on with %s, which has %,d events and %,d snapshots%n", path, events,
                        snapshots);
            }
            if (snapshots == 0) {
                exportEvents(file);
            }
            exportSnapshots(file);
            JsonObject counts = new JsonObject();
            counts.addProperty("events", events);
            counts.addProperty("snapshots", snapshots);
            counts.addProperty("aggregates", lastSequences.size());
            counts.addProperty("lastToken", nextToken - 1);
            file.finish(counts);
        }
        return String.format(Locale.ROOT,
                "Exported %,d events of %,d aggregates, up to token %d, and %,d snapshots to %s", events,
                lastSequences.size(), nextToken - 1, snapshots, path);
    }

    private void earlier(JsonObject line) {
        if (header == null) {
            header = line;
            nextToken = line.get("firstToken").getAsLong();
        } else if (line.has("snapshot")) {
            countSnapshot(line);
        } else {
            countEvent(line);
        }
    }

    private void countEvent(JsonObject line) {
        events++;
        nextToken = line.get("token").getAsLong() + 1;
        lastEvent = line;
        if (line.has("aggregate")) {
            lastSequences.put(line.get("aggregate").getAsString(), line.get("sequence").getAsLong());
        }
    }

    private void countSnapshot(JsonObject line) {
        String aggregate = line.get("aggregate").getAsString();
        snapshots++;
        snapshotsOfLast = aggregate.equals(lastSnapshotOf) ? snapshotsOfLast + 1 : 1;
        lastSnapshotOf = aggregate;
    }

    /** Another log would have another event where the file ends. */
    private void requireSameLog() {
        if (header != null && !header.get("context").getAsString().equals(context)) {
            throw new IllegalStateException(
                    "The file " + path + " is of context " + header.get("context").getAsString());
        }
        if (events == 0) {
            return;
        }
        if (source.lastToken() < nextToken - 1) {
            throw new IllegalStateException("The server's log ends before the file " + path + " does");
        }
        try (EventStream stream = source.after(nextToken - 2)) {
            if (!line(RemoteServer.next(stream)).equals(lastEvent)) {
                throw new IllegalStateException("The server has another event at token " + (nextToken - 1)
                        + " than the file " + path);
            }
        }
    }

    private static JsonObject line(EventWithToken event) {
        JsonObject line = EventJson.of(event.getEvent());
        line.addProperty("token", event.getToken());
        return line;
    }

    private void exportEvents(ExportFile file) throws IOException {
        long head = source.lastToken();
        ProgressLine progress = new ProgressLine(out, "Events", head - nextToken + 1);
        if (nextToken > head) {
            return;
        }
        try (EventStream stream = source.after(nextToken - 1)) {
            while (nextToken <= head) {
                JsonObject line = line(RemoteServer.next(stream));
                file.add(line);
                countEvent(line);
                progress.add(1);
            }
        }
    }

    private void exportSnapshots(ExportFile file) throws IOException {
        String goOnAfter = lastSnapshotOf;
        int thereAlready = snapshotsOfLast;
        boolean there = !goOnAfter.isEmpty();
        ProgressLine progress = new ProgressLine(out, "Snapshots of aggregates", lastSequences.size());
        for (Map.Entry<String, Long> aggregate : lastSequences.entrySet()) {
            boolean isLast = aggregate.getKey().equals(goOnAfter);
            if (!there || isLast) {
                List<Event> found = source.snapshots(aggregate.getKey(), 0, aggregate.getValue());
                for (Event snapshot : found.subList(isLast ? Math.min(thereAlready, found.size()) : 0, found.size())) {
                    JsonObject line = EventJson.of(snapshot);
                    line.addProperty("snapshot", true);
                    file.add(line);
                    countSnapshot(line);
                }
                there = false;
            }
            progress.add(1);
        }
    }
}
