package io.orderflow.projection.engine;

import io.orderflow.api.InvalidValue;
import io.orderflow.projection.api.AsOf;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.projection.engine.Histories.PastEvents;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Folds one document from the events of the aggregates that make it, as of a past moment. It reads those aggregates,
 * and a few events of the log around the moment, which show the order of the events; it never reads the whole log, and
 * it stores nothing. The result is a document that existed at that moment, with the position that it had. Thread-safe.
 */
final class TimeTravel {

    private final EventStore events;
    private final DeadLetterDecisions givenUp;

    TimeTravel(EventStore events, DeadLetterDecisions givenUp) {
        this.events = events;
        this.givenUp = givenUp;
    }

    /**
     * Returns the document as it was, or nothing where it did not exist yet, or where the aggregate has not reached the
     * version. A moment in the future is the present.
     *
     * @throws InvalidValue    where the projection has no time travel
     * @throws PastNotFoldable where an event up to the moment cannot be folded, and so is set aside in the present
     */
    <D> Optional<D> find(Projection<D> projection, String key, AsOf asOf) {
        List<String> streams = projection.streamsOf(key);
        InvalidValue.require(!streams.isEmpty(), projection.name() + " cannot be asked as of a past moment");
        DocumentResolver targets = new DocumentResolver(projection);
        Histories histories = new Histories(events, streams, event -> belongsTo(key, targets.of(event)));
        return fold(projection, key, histories.until(asOf));
    }

    /**
     * Whether the event belongs to the document of the key. An unreadable event may, because it is of an aggregate that
     * makes it.
     */
    private static boolean belongsTo(String key, EventTarget target) {
        return key.equals(target.key()) || target.unreadable() != null;
    }

    private <D> Optional<D> fold(Projection<D> projection, String key, PastEvents past) {
        D document = null;
        for (DomainEventMessage<?> event : past.events()) {
            document = givenUp.includes(projection.name(), event) ? document : fold(projection, document, event);
        }
        DocumentCodec<D> codec = new DocumentCodec<>(projection.documentType());
        return Optional.ofNullable(document)
                .map(folded -> codec.decode(codec.encode(key, past.position(), folded)));
    }

    private <D> @Nullable D fold(Projection<D> projection, @Nullable D document, DomainEventMessage<?> event) {
        try {
            projection.keyOf(event);
            return projection.fold(document, Events.inMilliseconds(event));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            if (givenUp.includesNow(projection.name(), event)) {
                return document;
            }
            throw new PastNotFoldable(projection, event, failure);
        }
    }
}
