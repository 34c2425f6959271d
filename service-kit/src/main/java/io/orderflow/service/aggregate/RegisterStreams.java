package io.orderflow.service.aggregate;

import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * What aggregates must never do twice, and do not remember for ever themselves: a small event or a few for each such
 * thing, in a stream of its own that is named after it. An entry is appended in the same transaction as the aggregate's
 * own events, because all are published in the same unit of work. One that is there already makes the whole transaction
 * fail, like any other clash. Thread-safe.
 */
public final class RegisterStreams {

    private static final String TYPE = "Register";

    private final EventStore events;

    public RegisterStreams(EventStore events) {
        this.events = events;
    }

    /**
     * The last entry of a stream. Whether there is a stream is a much shorter question than what is in it, and the
     * answer is nearly always no.
     */
    public <T> Optional<T> find(String stream, Class<T> type) {
        return events.lastSequenceNumberFor(stream)
                .flatMap(last -> payloads(stream, last).findFirst())
                .map(type::cast);
    }

    /** Enters the first of a stream, without asking whether there is one. */
    public void enter(String stream, Object entry) {
        enter(stream, 0, entry);
    }

    /** Enters one more, or the first, which costs a look. */
    public void append(String stream, Object entry) {
        enter(stream, events.lastSequenceNumberFor(stream).map(last -> last + 1).orElse(0L), entry);
    }

    private void enter(String stream, long sequence, Object entry) {
        events.publish(new GenericDomainEventMessage<>(TYPE, stream, sequence, entry));
    }

    /** What has happened in a stream, from a sequence number on. */
    public Stream<Object> payloads(String stream, long from) {
        return events.readEvents(stream, from).asStream().peek(UnreadableEvent::throwIfSo)
                .map(DomainEventMessage::getPayload);
    }
}
