package io.orderflow.axonserver.standalone.transfer;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A context of a server of this protocol, ours or the vendor's, as its clients see it. Thread-safe. */
final class ContextClient implements EventSource {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);
    private static final long CHECK_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int EVENTS_AHEAD = 512;

    private final AxonServerConnectionFactory factory;
    private final TransferClient ours;
    private final Runnable onClose;
    private final EventChannel events;

    /**
     * @param place
     *            what it is called in messages
     * @param ours
     *            for what a server of our own can do besides
     * @param onClose
     *            run when the connections are closed
     */
    ContextClient(String place, AxonServerConnectionFactory factory, String context, TransferClient ours,
            Runnable onClose) {
        this.factory = factory;
        this.ours = ours;
        this.onClose = onClose;
        AxonServerConnection connection = factory.connect(context);
        try {
            await(connection, place, context);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        this.events = connection.eventChannel();
    }

    private static void await(AxonServerConnection connection, String place, String context) {
        long end = System.nanoTime() + CONNECT_LIMIT.toNanos();
        while (!connection.isConnected()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                throw new ConnectionLost("No server answers at " + place
                        + ", or it refuses the token, or has no context " + context, null);
            }
            LockSupport.parkNanos(CHECK_INTERVAL_NANOS);
        }
    }

    @Override
    public long firstToken() {
        // The connector tells of the one before, from which a stream would begin.
        return answer(events.getFirstToken()) + 1;
    }

    @Override
    public long lastToken() {
        return Math.max(firstToken() - 1, answer(events.getLastToken()));
    }

    @Override
    public EventReader after(long token) {
        return new Tail(events.openStream(token, EVENTS_AHEAD));
    }

    CompletableFuture<?> append(List<Event> transaction) {
        return events.appendEvents(transaction.toArray(Event[]::new));
    }

    /** Asks an empty context to begin at a token, which only a server of our own does. */
    void beginAt(long token) {
        ours.beginAt(token);
    }

    /** The events of an aggregate in a range of sequence numbers, both ends included, in their order. */
    void aggregate(String aggregate, long fromSequence, long toSequence, Consumer<Event> found) {
        // For the protocol, 0 as the end means no end.
        try (Stream<Event> events = this.events.openAggregateStream(aggregate, fromSequence, toSequence + 1)
                .asStream()) {
            events.filter(event -> event.getAggregateSequenceNumber() <= toSequence).forEach(found);
        } catch (StreamClosedException | StatusRuntimeException e) {
            throw Failures.of(e);
        }
    }

    /** The snapshots of an aggregate, newest first. */
    private List<Event> snapshots(String aggregate, long fromSequence, long toSequence) {
        try (Stream<Event> found = events.loadSnapshots(aggregate, fromSequence, toSequence, Integer.MAX_VALUE)
                .asStream()) {
            return found.toList();
        } catch (StreamClosedException | StatusRuntimeException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public void snapshots(AggregateHashes aggregates, PrintWriter out, Consumer<Event> found) {
        ProgressLine progress = new ProgressLine(out, "Snapshots of aggregates", aggregates.count());
        try (AtOnce asking = new AtOnce()) {
            for (String aggregate : aggregates.identifiers()) {
                asking.execute(() -> {
                    snapshots(aggregate, 0, aggregates.lastSequence(aggregate)).forEach(found);
                    progress.add(1);
                });
            }
        }
    }

    boolean has(Event snapshot) {
        long sequence = snapshot.getAggregateSequenceNumber();
        return snapshots(snapshot.getAggregateIdentifier(), sequence, sequence).contains(snapshot);
    }

    void addSnapshot(Event snapshot) {
        answer(events.appendSnapshot(snapshot));
    }

    @Override
    public Optional<List<RescheduleEventRequest>> scheduledEvents() {
        return ours.scheduledEvents();
    }

    /** Schedules an event that another server has scheduled, under the same token; empty where this server cannot. */
    Optional<String> restore(RescheduleEventRequest scheduled) {
        return ours.restore(scheduled);
    }

    /** Schedules an event, and answers the new token. */
    String schedule(RescheduleEventRequest scheduled) {
        return answer(events.scheduleEvent(Instant.ofEpochMilli(scheduled.getInstant()), scheduled.getEvent()));
    }

    static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.get(EventReader.ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new ConnectionLost("The server gave no answer for " + EventReader.ANSWER_LIMIT.toSeconds()
                    + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the server", e);
        }
    }

    @Override
    public void close() {
        try {
            factory.shutdown();
        } catch (IllegalStateException lost) {
            // The connector says goodbye on streams that it may have lost just then.
        } finally {
            ours.close();
            onClose.run();
        }
    }

    /** The end of the log, as it grows. */
    private record Tail(EventStream stream) implements EventReader {
        @Override
        public @Nullable EventWithToken poll(Duration limit) {
            try {
                EventWithToken next = stream.nextIfAvailable(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null && (stream.isClosed() || stream.getError().isPresent())) {
                    throw new ConnectionLost("The server sends no more events: "
                            + stream.getError().map(Throwable::getMessage).orElse("it ended the stream"),
                            stream.getError().orElse(null));
                }
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while reading events", e);
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
