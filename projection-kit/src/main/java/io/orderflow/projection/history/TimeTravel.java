package io.orderflow.projection.history;

import io.orderflow.api.InvalidValue;
import io.orderflow.projection.DocumentCodec;
import io.orderflow.projection.EventTypes;
import io.orderflow.projection.Events;
import io.orderflow.projection.Projection;
import io.orderflow.projection.history.Histories.Past;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Folds one document from the events of the aggregates that make it, as of a past moment. It reads those aggregates,
 * and a few events of the log around the moment, which say what came before what; never the log, and it stores nothing.
 * The result is a document that there was at that moment, with the position that it had. Thread-safe.
 */
public final class TimeTravel {

    private final EventStore events;

    public TimeTravel(EventStore events) {
        this.events = events;
    }

    /**
     * Returns the document as it was, or nothing where there was none yet, or the version has not been reached. A moment
     * in the future is the present.
     *
     * @throws InvalidValue where the projection has no time travel
     */
    public <D> Optional<D> find(Projection<D> projection, String key, AsOf asOf) {
        List<String> streams = projection.streamsOf(key);
        InvalidValue.require(!streams.isEmpty(), projection.name() + " cannot be asked as of a past moment");
        EventTypes types = new EventTypes(projection.eventTypes());
        Histories histories = new Histories(events, streams,
                event -> types.include(event.getPayloadType()) && key.equals(projection.keyOf(event)));
        return fold(projection, key, histories.until(asOf));
    }

    private static <D> Optional<D> fold(Projection<D> projection, String key, Past past) {
        D document = null;
        for (DomainEventMessage<?> event : past.events()) {
            document = projection.fold(document, Events.inMilliseconds(event));
        }
        DocumentCodec<D> codec = new DocumentCodec<>(projection.documentType());
        return Optional.ofNullable(document)
                .map(folded -> codec.decode(codec.encode(key, past.position(), folded)));
    }
}
