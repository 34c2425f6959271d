package io.orderflow.audit;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.event.axon.GrpcBackedDomainEventData;
import org.axonframework.axonserver.connector.event.axon.GrpcMetaDataAwareSerializer;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/** Reads the events of an Axon Server below the framework, and so sees also events that cannot be read. */
final class AxonServerLog implements EventLog {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long NO_SNAPSHOT = -1;
    private static final int BUFFERED_EVENTS = 5_000;

    private final AxonServerConnection connection;
    private final Serializer serializer;
    private final EventUpcaster upcasters;

    AxonServerLog(AxonServerConnection connection, Serializer serializer, EventUpcaster upcasters) {
        this.connection = connection;
        this.serializer = new GrpcMetaDataAwareSerializer(serializer);
        this.upcasters = upcasters;
    }

    @Override
    public long head() {
        try {
            return connection.eventChannel().getLastToken().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } catch (ExecutionException | TimeoutException | AxonServerException failed) {
            throw new AuditImpossible("The event store does not answer: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void read(long after, long last, Consumer<LoggedEvent> reader) {
        if (after >= last) {
            return;
        }
        try (EventStream stream = connection.eventChannel().openStream(after, BUFFERED_EVENTS)) {
            long position = after;
            while (position < last) {
                EventWithToken next = stream.nextIfAvailable(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    throw new AuditImpossible("The log ends at " + position + ", and should go on to " + last);
                }
                position = next.getToken();
                if (position <= last) {
                    reader.accept(logged(next));
                }
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } catch (AxonServerException failed) {
            throw new AuditImpossible("The log cannot be read: " + failed.getMessage(), failed);
        }
    }

    @Override
    public List<LoggedEvent> stream(String name) {
        try {
            return connection.eventChannel()
                    .openAggregateStream(name, false)
                    .asStream()
                    .map(event -> logged(EventWithToken.newBuilder().setToken(-1).setEvent(event).build()))
                    .toList();
        } catch (StreamClosedException failed) {
            throw new AuditImpossible("The log cannot be read: " + failed.getMessage(), failed);
        }
    }

    @Override
    public long newestSnapshotOf(String stream) {
        return connection.eventChannel().loadSnapshots(stream, Long.MAX_VALUE, 1).asStream()
                .mapToLong(Event::getAggregateSequenceNumber)
                .max()
                .orElse(NO_SNAPSHOT);
    }

    private LoggedEvent logged(EventWithToken entry) {
        try {
            return logged(entry, readings(entry), null);
        } catch (RuntimeException unreadable) {
            return logged(entry, List.of(), unreadable);
        }
    }

    private List<TrackedEventMessage<?>> readings(EventWithToken entry) {
        var data = new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(entry.getToken()),
                new GrpcBackedDomainEventData(entry.getEvent()));
        return EventUtils.upcastAndDeserializeTrackedEvents(Stream.of(data), serializer, upcasters)
                .<TrackedEventMessage<?>>map(message -> message)
                .toList();
    }

    private static LoggedEvent logged(EventWithToken entry, List<TrackedEventMessage<?>> readings,
            @Nullable RuntimeException failure) {
        Event event = entry.getEvent();
        return new LoggedEvent(entry.getToken(), event.getAggregateIdentifier(), event.getAggregateSequenceNumber(),
                event.getPayload().getType(), event.getPayload().getRevision(),
                Instant.ofEpochMilli(event.getTimestamp()), readings, failure);
    }

    private static AuditImpossible interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new AuditImpossible("Interrupted while reading the log", interrupted);
    }
}
