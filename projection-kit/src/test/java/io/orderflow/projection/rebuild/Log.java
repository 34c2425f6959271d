package io.orderflow.projection.rebuild;

import io.orderflow.projection.api.Events;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * An event store in memory that numbers each stream's events by itself. It can lose events on their way to a reader,
 * and counts how often two threads used one of its event streams at once, which none of them is made for.
 */
final class Log implements AutoCloseable {

    private static final long USE_NANOS = 100_000;

    private final EmbeddedEventStore store = new WatchedStore();
    private final Map<String, Long> versions = new HashMap<>();
    private final Set<Long> toLose = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sharedUses = new AtomicInteger();
    private final Map<TrackingEventStream, Runnable> readers = new ConcurrentHashMap<>();

    EventStore store() {
        return store;
    }

    /** Keeps the event at this position from the next reader that comes to it. */
    void loseOnce(long position) {
        toLose.add(position);
    }

    /** How often a stream was used by a thread while another one was using it. */
    int sharedUses() {
        return sharedUses.get();
    }

    void append(Object... payloads) {
        for (Object payload : payloads) {
            if (payload instanceof Tally.TallyEvent event) {
                appendTo(event.key(), payload);
            } else {
                publish(GenericEventMessage.asEventMessage(payload));
            }
        }
    }

    void appendTo(String stream, Object payload) {
        long version = versions.merge(stream, 0L, (before, zero) -> before + 1);
        publish(new GenericDomainEventMessage<>("Tally", stream, version, payload));
    }

    /** Tells the readers at once and on this thread, as the connector does. */
    private void publish(EventMessage<?> event) {
        store.publish(event);
        readers.values().forEach(Runnable::run);
    }

    /** A log with the first events of this one, as an older copy of its files has them. */
    Log copy(int events) {
        Log copy = new Log();
        try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(null)) {
            for (int event = 0; event < events; event++) {
                TrackedEventMessage<?> next = stream.nextAvailable();
                copy.store.publish(next);
                if (next instanceof DomainEventMessage<?> domain) {
                    copy.versions.put(domain.getAggregateIdentifier(), domain.getSequenceNumber());
                }
            }
            return copy;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        store.shutDown();
    }

    private final class WatchedStore extends EmbeddedEventStore {

        WatchedStore() {
            super(EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()));
        }

        @Override
        public TrackingEventStream openStream(@Nullable TrackingToken token) {
            return new WatchedStream(super.openStream(token));
        }
    }

    /** One thread at a time may use it, as is so of the connector's. */
    private final class WatchedStream implements TrackingEventStream {

        private final TrackingEventStream stream;
        private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();

        WatchedStream(TrackingEventStream stream) {
            this.stream = stream;
        }

        private interface Use<T> {

            T use() throws InterruptedException;
        }

        private <T> T alone(Use<T> use) throws InterruptedException {
            boolean outermost = user.compareAndSet(null, Thread.currentThread());
            if (!outermost && user.get() != Thread.currentThread()) {
                sharedUses.incrementAndGet();
            }
            try {
                // Long enough for another thread to come.
                LockSupport.parkNanos(USE_NANOS);
                return use.use();
            } finally {
                if (outermost) {
                    user.set(null);
                }
            }
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return stream.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return alone(() -> {
                boolean available = stream.hasNextAvailable(timeout, unit);
                while (available && toLose.remove(stream.peek().map(Events::positionOf).orElse(Events.BEFORE_ALL))) {
                    stream.nextAvailable();
                    available = stream.hasNextAvailable(timeout, unit);
                }
                return available;
            });
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return alone(stream::nextAvailable);
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            readers.put(this, callback);
            callback.run();
            return true;
        }

        @Override
        public void close() {
            readers.remove(this);
            stream.close();
        }
    }
}
