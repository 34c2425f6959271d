package io.orderflow.projection;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
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

    @Override
    public void close() {
        store.shutDown();
    }
}
