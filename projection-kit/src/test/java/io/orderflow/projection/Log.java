package io.orderflow.projection;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/** An event store in memory that numbers each stream's events by itself. */
final class Log implements AutoCloseable {

    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final Map<String, Long> versions = new HashMap<>();

    EventStore store() {
        return store;
    }

    void append(Object... payloads) {
        for (Object payload : payloads) {
            if (payload instanceof Tally.TallyEvent event) {
                appendTo(event.key(), payload);
            } else {
                store.publish(GenericEventMessage.asEventMessage(payload));
            }
        }
    }

    void appendTo(String stream, Object payload) {
        long version = versions.merge(stream, 0L, (before, zero) -> before + 1);
        store.publish(new GenericDomainEventMessage<>("Tally", stream, version, payload));
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
}
