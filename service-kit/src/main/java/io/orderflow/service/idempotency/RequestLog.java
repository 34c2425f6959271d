package io.orderflow.service.idempotency;

import io.orderflow.service.idempotency.RequestEvent.RequestAnswered;
import io.orderflow.service.message.ConflictingWrites;
import io.orderflow.service.message.Origin;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the outcomes of requests, each in a stream of its own. Thread-safe. */
final class RequestLog {

    static final String TYPE = "Request";
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private final EventStore events;

    RequestLog(EventStore events) {
        this.events = events;
    }

    /**
     * Finds the record of a request. It asks first whether the stream exists, which costs much less than reading it,
     * and which it nearly always does not.
     */
    RequestRecord find(RequestKey key) {
        if (events.lastSequenceNumberFor(key.stream()).isEmpty()) {
            return RequestRecord.NOTHING;
        }
        RequestRecord remembered = RequestRecord.NOTHING;
        for (DomainEventMessage<?> event : readAll(key)) {
            remembered = remembered.and((RequestEvent) event.getPayload());
        }
        return remembered;
    }

    /** Reads from sequence number 0, because without a number the store would look for a snapshot first. */
    private List<? extends DomainEventMessage<?>> readAll(RequestKey key) {
        return events.readEvents(key.stream(), 0).asStream().toList();
    }

    /**
     * Keeps the answer of a request that sent no command, unless another instance has done so in the meantime.
     *
     * @return the answer of the other instance, which then counts
     */
    Optional<RequestAnswered> keep(RequestKey key, long sequence, RequestAnswered answer) {
        try {
            events.publish(new GenericDomainEventMessage<>(TYPE, key.stream(), sequence, answer,
                    Origin.ofCurrentThread()));
            return Optional.empty();
        } catch (RuntimeException failed) {
            if (!ConflictingWrites.isClash(failed)) {
                throw failed;
            }
            LOG.debug("{} was answered elsewhere at the same time", key.stream());
            return Optional.ofNullable(find(key).answer());
        }
    }
}
