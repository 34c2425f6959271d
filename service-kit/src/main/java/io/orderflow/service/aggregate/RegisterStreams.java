package io.orderflow.service.aggregate;

import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Records, in streams of their own, what aggregates must never do twice and do not remember for ever themselves. Each
 * such act has a stream that is named after it, with one small event or a few. An entry is appended in the same
 * transaction as the aggregate's own events, because all are published in the same unit of work. An entry that is there
 * already makes the whole transaction fail, like any other clash. Thread-safe.
 */
public final class RegisterStreams {

    private static final String TYPE = "Register";

    private final EventStore events;

    public RegisterStreams(EventStore events) {
        this.events = events;
    }

    /**
     * The last entry of a stream. It asks first whether the stream exists, which costs much less than reading it, and
     * which it nearly always does not.
     */
    public <T> Optional<T> find(String stream, Class<T> type) {
        return events.lastSequenceNumberFor(stream)
                .flatMap(last -> payloads(stream, last).findFirst())
                .map(type::cast);
    }

    /** Adds the first entry of a stream, without asking whether there is one. */
    public void enter(String stream, Object entry) {
        enter(stream, 0, entry);
    }

    /** Adds one more entry, or the first, which costs a question to the event store. */
    public void append(String stream, Object entry) {
        enter(stream, events.lastSequenceNumberFor(stream).map(last -> last + 1).orElse(0L), entry);
    }

    private void enter(String stream, long sequence, Object entry) {
        events.publish(new GenericDomainEventMessage<>(TYPE, stream, sequence, entry));
    }

    /** The entries of a stream, from a sequence number on. */
    public Stream<Object> payloads(String stream, long from) {
        return events.readEvents(stream, from).asStream().peek(UnreadableEvent::throwIfSo)
                .map(DomainEventMessage::getPayload);
    }
}
