package io.orderflow.service.aggregate;

import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * What aggregates must never do twice, and do not remember for ever themselves: one small event for each such thing, in
 * a stream of its own that is named after it. It is appended in the same transaction as the aggregate's own events,
 * because all are published in the same unit of work. An entry that is there already makes the whole transaction fail,
 * like any other clash. Thread-safe.
 */
public final class RegisterStreams {

    private static final String TYPE = "Register";

    private final EventStore events;

    public RegisterStreams(EventStore events) {
        this.events = events;
    }

    /** Whether there is a stream is a much shorter question than what is in it, and the answer is nearly always no. */
    public <T> Optional<T> find(String stream, Class<T> type) {
        return events.lastSequenceNumberFor(stream)
                .flatMap(last -> payloads(stream, 0).findFirst())
                .map(type::cast);
    }

    public void enter(String stream, Object entry) {
        events.publish(new GenericDomainEventMessage<>(TYPE, stream, 0, entry));
    }

    /** What has happened in a stream, from a sequence number on. */
    public Stream<Object> payloads(String stream, long from) {
        return events.readEvents(stream, from).asStream().peek(UnreadableEvent::throwIfSo)
                .map(DomainEventMessage::getPayload);
    }
}
