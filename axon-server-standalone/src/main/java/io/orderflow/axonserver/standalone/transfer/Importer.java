package io.orderflow.axonserver.standalone.transfer;

import com.google.gson.JsonObject;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events and snapshots of a file into a context that is empty, or has the first of them: so it goes on where
 * it was cut off. In the end it reads everything back, and compares it. For one thread.
 */
final class Importer {

    private static final int MAX_EVENTS = 500;
    private static final int MAX_BYTES = 1 << 20;

    private final RemoteServer target;
    private final Path path;
    private final PrintWriter out;
    private final List<Event> transaction = new ArrayList<>();
    private int transactionBytes;
    private long events;
    private long snapshots;
    private long seen;

    Importer(RemoteServer target, Path path, PrintWriter out) {
        this.target = target;
        this.path = path;
        this.out = out;
    }

    /** @return a sentence about what was imported */
    String run() throws IOException {
        JsonObject header = ExportFile.read(path, line -> {
            if (line.has("snapshot")) {
                snapshots++;
            } else {
                events++;
            }
        });
        long first = target.firstToken();
        long there = Math.max(0, target.lastToken() - first + 1);
        if (there > events) {
            throw new IllegalStateException("The context has " + there + " events, and the file " + events
                    + ": only a context that is empty, or has the first events of the file, can be imported into");
        }
        bring(first, there);
        verify(first);
        long shift = first - header.get("firstToken").getAsLong();
        String mapping = shift == 0
                ? "The tokens are the same"
                : "Token t of the source is token t " + (shift < 0 ? "- " : "+ ") + Math.abs(shift) + " here";
        return String.format(Locale.ROOT,
                "Imported %,d events (%,d were there already) and %,d snapshots, and compared each of them. %s",
                events - there, there, snapshots, mapping);
    }

    private void bring(long first, long there) throws IOException {
        ProgressLine progress = new ProgressLine(out, "Events", events);
        seen = 0;
        try (ThereAlready earlier = new ThereAlready(first, there)) {
            ExportFile.read(path, line -> {
                if (line.has("snapshot")) {
                    append();
                    addSnapshot(EventJson.event(line, true));
                    return;
                }
                Event event = EventJson.event(line, false);
                if (seen < there) {
                    earlier.compare(first + seen, event);
                } else {
                    add(event);
                }
                seen++;
                progress.add(1);
            });
        }
        append();
    }

    private void add(Event event) {
        if (transaction.size() == MAX_EVENTS || transactionBytes + event.getSerializedSize() > MAX_BYTES) {
            append();
        }
        transaction.add(event);
        transactionBytes += event.getSerializedSize();
    }

    /** One after the other: an aggregate's events may be in several of them. */
    private void append() {
        if (!transaction.isEmpty()) {
            RemoteServer.answer(target.append(transaction));
            transaction.clear();
            transactionBytes = 0;
        }
    }

    private void addSnapshot(Event snapshot) {
        if (!has(snapshot)) {
            target.addSnapshot(snapshot);
        }
    }

    private boolean has(Event snapshot) {
        long sequence = snapshot.getAggregateSequenceNumber();
        return target.snapshots(snapshot.getAggregateIdentifier(), sequence, sequence).contains(snapshot);
    }

    private void verify(long first) throws IOException {
        long last = first + events - 1;
        if (target.lastToken() != Math.max(last, first - 1)) {
            throw new IllegalStateException("The context ends at token " + target.lastToken() + ", and not at " + last
                    + ": somebody else appends events");
        }
        ProgressLine progress = new ProgressLine(out, "Compared", events);
        seen = 0;
        try (ThereAlready all = new ThereAlready(first, events)) {
            ExportFile.read(path, line -> {
                if (line.has("snapshot")) {
                    Event snapshot = EventJson.event(line, true);
                    if (!has(snapshot)) {
                        throw new IllegalStateException("The snapshot of aggregate " + snapshot.getAggregateIdentifier()
                                + " at " + snapshot.getAggregateSequenceNumber() + " is not there, or is another one");
                    }
                } else {
                    all.compare(first + seen, EventJson.event(line, false));
                    seen++;
                    progress.add(1);
                }
            });
        }
    }

    /** What a context has. */
    private final class ThereAlready implements AutoCloseable {
        private final @Nullable EventStream stream;

        ThereAlready(long first, long count) {
            this.stream = count == 0 ? null : target.after(first - 1);
        }

        void compare(long token, Event expected) {
            EventStream there = stream;
            if (there != null && !RemoteServer.next(there).getEvent().equals(expected)) {
                throw new IllegalStateException("The context has another event at token " + token
                        + " than the file, whose event there is " + expected.getMessageIdentifier());
            }
        }

        @Override
        public void close() {
            if (stream != null) {
                stream.close();
            }
        }
    }
}
