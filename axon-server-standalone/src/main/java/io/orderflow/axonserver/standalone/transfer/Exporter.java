package io.orderflow.axonserver.standalone.transfer;

import com.google.gson.JsonObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a context up to its head, then the snapshots of their aggregates and the scheduled events, to a
 * file, and reads the file back. It goes on with a file that was cut off. The aggregates are in memory. For one thread.
 */
final class Exporter {

    private final ContextClient source;
    private final String context;
    private final Path path;
    private final PrintWriter out;
    private final AggregateHashes aggregates = new AggregateHashes();
    private final Map<String, Set<Long>> snapshotsThere = new HashMap<>();
    private final Set<String> eventsSinceListing = new HashSet<>();
    private @Nullable JsonObject header;
    private JsonObject lastEvent = new JsonObject();
    private long nextToken;
    private long events;
    private long snapshots;

    Exporter(ContextClient source, String context, Path path, PrintWriter out) {
        this.source = source;
        this.context = context;
        this.path = path;
        this.out = out;
    }

    /** @return a sentence about what was exported */
    String run() throws IOException {
        Optional<List<RescheduleEventRequest>> scheduled;
        try (ExportFile file = ExportFile.open(path, this::earlier)) {
            if (header == null) {
                nextToken = source.firstToken();
                file.add(ExportFile.header(context, nextToken));
            } else {
                requireSameLog();
                out.printf(Locale.ROOT, "Going on with %s, which has %,d events and %,d snapshots%n", path, events,
                        snapshots);
            }
            long listedAt = source.lastToken();
            scheduled = source.scheduledEvents();
            exportEvents(file, listedAt);
            exportSnapshots(file);
            scheduled = scheduled.map(this::withoutFired);
            file.finish(scheduled.orElse(List.of()).stream().map(EventJson::of).toList(), counts(scheduled));
        }
        readBack();
        return String.format(Locale.ROOT,
                "Exported %,d events of %,d aggregates, up to token %d, %,d snapshots and %s to %s, and read them back",
                events, aggregates.count(), nextToken - 1, snapshots, ofScheduled(scheduled), path);
    }

    private static String ofScheduled(Optional<List<RescheduleEventRequest>> scheduled) {
        return scheduled.map(found -> String.format(Locale.ROOT, "%,d scheduled events", found.size()))
                .orElse("no scheduled events, which this server does not list,");
    }

    private JsonObject counts(Optional<List<RescheduleEventRequest>> scheduled) {
        JsonObject counts = new JsonObject();
        counts.addProperty("events", events);
        counts.addProperty("snapshots", snapshots);
        counts.addProperty("aggregates", aggregates.count());
        counts.addProperty("lastToken", nextToken - 1);
        scheduled.ifPresent(found -> counts.addProperty("scheduled", found.size()));
        return counts;
    }

    private void earlier(JsonObject line) {
        if (header == null) {
            header = line;
            nextToken = line.get("firstToken").getAsLong();
        } else if (EventJson.isSnapshot(line)) {
            snapshots++;
            snapshotsThere.computeIfAbsent(line.get("aggregate").getAsString(), id -> new HashSet<>())
                    .add(line.get("sequence").getAsLong());
        } else {
            count(line.get("token").getAsLong(), EventJson.event(line, false));
            lastEvent = line;
        }
    }

    private void count(long token, Event event) {
        events++;
        nextToken = token + 1;
        aggregates.add(event);
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
        try (EventReader reader = source.after(nextToken - 2)) {
            if (!EventJson.of(reader.next()).equals(lastEvent)) {
                throw new IllegalStateException("The server has another event at token " + (nextToken - 1)
                        + " than the file " + path);
            }
        }
    }

    /**
     * @param listedAt
     *            the end of the log before the scheduled events were listed: one that fired since is among the later events
     */
    private void exportEvents(ExportFile file, long listedAt) throws IOException {
        long head = source.lastToken();
        ProgressLine progress = new ProgressLine(out, "Events", head - nextToken + 1);
        if (nextToken > head) {
            return;
        }
        try (EventReader reader = source.after(nextToken - 1)) {
            while (nextToken <= head) {
                EventWithToken event = reader.next();
                file.add(EventJson.of(event));
                count(event.getToken(), event.getEvent());
                if (event.getToken() > listedAt) {
                    eventsSinceListing.add(event.getEvent().getMessageIdentifier());
                }
                progress.add(1);
            }
        }
    }

    private void exportSnapshots(ExportFile file) {
        source.snapshots(aggregates, out, snapshot -> {
            synchronized (file) {
                add(file, snapshot);
            }
        });
    }

    private void add(ExportFile file, Event snapshot) {
        if (snapshotsThere.getOrDefault(snapshot.getAggregateIdentifier(), Set.of())
                .contains(snapshot.getAggregateSequenceNumber())) {
            return;
        }
        try {
            file.add(EventJson.ofSnapshot(snapshot));
            snapshots++;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + path + ": " + e.getMessage(), e);
        }
    }

    private List<RescheduleEventRequest> withoutFired(List<RescheduleEventRequest> listed) {
        return listed.stream()
                .filter(scheduled -> !eventsSinceListing.contains(scheduled.getEvent().getMessageIdentifier()))
                .toList();
    }

    /** What the disk has is what was read from the server, event by event. */
    private void readBack() throws IOException {
        AggregateHashes found = new AggregateHashes();
        ExportReader.readWhole(path, line -> {
            if (EventJson.isEvent(line)) {
                found.add(EventJson.event(line, false));
            }
        });
        if (!found.isSameAs(aggregates)) {
            throw new IllegalStateException("The file " + path + " does not have what was read from the server");
        }
    }
}
