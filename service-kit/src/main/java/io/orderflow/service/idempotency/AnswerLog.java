package io.orderflow.service.idempotency;

import io.orderflow.service.command.Clashes;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first answers, each the only event of its stream. Thread-safe. */
final class AnswerLog {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerLog.class);

    private final EventStore events;

    AnswerLog(EventStore events) {
        this.events = events;
    }

    Optional<RequestAnswered> find(RequestKey key) {
        return events.readEvents(key.stream())
                .asStream()
                .findFirst()
                .map(DomainEventMessage::getPayload)
                .map(RequestAnswered.class::cast);
    }

    /**
     * Keeps the answer, unless one is kept already, which another instance may have given at the same moment.
     *
     * @return the other one, which then counts
     */
    Optional<RequestAnswered> keep(RequestKey key, RequestAnswered answer) {
        try {
            events.publish(new GenericDomainEventMessage<>("Request", key.stream(), 0, answer));
            return Optional.empty();
        } catch (RuntimeException failed) {
            if (!Clashes.isClash(failed)) {
                throw failed;
            }
            LOG.debug("{} was answered elsewhere at the same time", key.stream());
            return find(key);
        }
    }
}
