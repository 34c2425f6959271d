package io.orderflow.axonserver.standalone.transfer;

import com.google.gson.JsonObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A context in a file of an export, which is whole. For one thread. */
final class FileSource implements EventSource {

    private final Path path;
    private final ExportReader.Ends ends;
    private final List<RescheduleEventRequest> scheduled = new ArrayList<>();

    /** @throws IllegalStateException if the file is not whole, or is not what was written */
    FileSource(Path path) throws IOException {
        this.path = path;
        this.ends = ExportReader.readWhole(path, line -> {
            if (EventJson.isScheduled(line)) {
                scheduled.add(EventJson.scheduled(line));
            }
        });
    }

    @Override
    public long firstToken() {
        return ends.header().get("firstToken").getAsLong();
    }

    @Override
    public long lastToken() {
        return ends.counts().get("lastToken").getAsLong();
    }

    @Override
    public EventReader after(long token) {
        try {
            Events events = new Events(new ExportReader(path));
            for (long skipped = firstToken(); skipped <= token; skipped++) {
                events.next();
            }
            return events;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UncheckedIOException unreadable(IOException cause) {
        return new UncheckedIOException("The file " + path + " cannot be read: " + cause.getMessage(), cause);
    }

    @Override
    public void snapshots(AggregateHashes aggregates, PrintWriter out, Consumer<Event> found) {
        ProgressLine progress = new ProgressLine(out, "Snapshots", ends.counts().get("snapshots").getAsLong());
        try (ExportReader reader = new ExportReader(path); AtOnce taking = new AtOnce()) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                JsonObject json = ExportReader.parsed(line);
                if (EventJson.isSnapshot(json)) {
                    taking.execute(() -> {
                        found.accept(EventJson.event(json, true));
                        progress.add(1);
                    });
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Optional<List<RescheduleEventRequest>> scheduledEvents() {
        return ends.counts().has("scheduled") ? Optional.of(scheduled) : Optional.empty();
    }

    @Override
    public void close() {
        // Each reader closes its own.
    }

    /** The events. Snapshots may stand between them, where an export was cut off and went on later. */
    private final class Events implements EventReader {
        private final ExportReader reader;

        Events(ExportReader reader) throws IOException {
            this.reader = reader;
            reader.next();
        }

        @Override
        public @Nullable EventWithToken poll(Duration limit) {
            try {
                for (String line = reader.next(); line != null; line = reader.next()) {
                    JsonObject json = ExportReader.parsed(line);
                    if (EventJson.isEvent(json)) {
                        return EventWithToken.newBuilder()
                                .setToken(json.get("token").getAsLong())
                                .setEvent(EventJson.event(json, false))
                                .build();
                    }
                }
                return null;
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }
}
