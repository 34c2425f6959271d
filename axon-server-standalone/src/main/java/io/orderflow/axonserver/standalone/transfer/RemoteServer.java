package io.orderflow.axonserver.standalone.transfer;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A context of a server of this protocol, ours or the vendor's, as its clients see it. For one thread. */
final class RemoteServer implements AutoCloseable {

    private static final int ANSWER_SECONDS = 60;
    private static final int CONNECT_SECONDS = 15;
    private static final long CHECK_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int EVENTS_AHEAD = 1_000;
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    private final AxonServerConnectionFactory factory;
    private final EventChannel events;

    RemoteServer(String host, int port, String context, Optional<String> token, boolean encrypted) {
        AxonServerConnectionFactory.Builder builder = AxonServerConnectionFactory.forClient("axon-server-transfer")
                .routingServers(new ServerAddress(host, port))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES);
        token.ifPresent(builder::token);
        this.factory = encrypted ? builder.useTransportSecurity().build() : builder.build();
        AxonServerConnection connection = factory.connect(context);
        await(host, port, connection);
        this.events = connection.eventChannel();
    }

    private void await(String host, int port, AxonServerConnection connection) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONNECT_SECONDS);
        while (!connection.isConnected()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                factory.shutdown();
                throw new IllegalStateException(
                        "No server answers at " + host + ':' + port + ", or it refuses the token");
            }
            LockSupport.parkNanos(CHECK_INTERVAL_NANOS);
        }
    }

    /** The token of the first event; that of the next one where there is none. */
    long firstToken() {
        // The connector tells of the one before, from which a stream would begin.
        return answer(events.getFirstToken()) + 1;
    }

    /** The token of the last event; before the first one where there is none. */
    long lastToken() {
        return answer(events.getLastToken());
    }

    /** The events after a token, as they come. */
    EventStream after(long token) {
        return events.openStream(token, EVENTS_AHEAD);
    }

    static EventWithToken next(EventStream stream) {
        try {
            EventWithToken next = stream.nextIfAvailable(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("The server sends no more events: " + stream.getError()
                        .map(Throwable::getMessage).orElse("none came for " + ANSWER_SECONDS + " seconds"));
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading events", e);
        }
    }

    CompletableFuture<?> append(List<Event> transaction) {
        return events.appendEvents(transaction.toArray(Event[]::new));
    }

    /** The snapshots of an aggregate, newest first. */
    List<Event> snapshots(String aggregate, long fromSequence, long toSequence) {
        try (Stream<Event> found = events.loadSnapshots(aggregate, fromSequence, toSequence, Integer.MAX_VALUE)
                .asStream()) {
            return found.toList();
        }
    }

    void addSnapshot(Event snapshot) {
        answer(events.appendSnapshot(snapshot));
    }

    static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("The server gave no answer for " + ANSWER_SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the server", e);
        }
    }

    @Override
    public void close() {
        factory.shutdown();
    }
}
