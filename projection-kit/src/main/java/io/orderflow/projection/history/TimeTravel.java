package io.orderflow.projection.history;

import io.orderflow.api.InvalidValue;
import io.orderflow.projection.EventTypes;
import io.orderflow.projection.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Folds one document from the events of the aggregates that make it, as of a past moment. It reads those aggregates
 * only, never the log, and stores nothing. The document's {@code position}, where it has one, stays as the fold leaves
 * it, because the events of an aggregate do not say theirs. Thread-safe.
 */
public final class TimeTravel {

    private final EventStore events;

    public TimeTravel(EventStore events) {
        this.events = events;
    }

    /**
     * Returns the document as it was, or nothing where there was none yet, or the version has not been reached.
     *
     * @throws InvalidValue where the projection has no time travel
     */
    public <D> Optional<D> find(Projection<D> projection, String key, AsOf asOf) {
        List<String> streams = projection.streamsOf(key);
        InvalidValue.require(!streams.isEmpty(), projection.name() + " cannot be asked as of a past moment");
        List<List<DomainEventMessage<?>>> histories = switch (asOf) {
            case AsOf.Time(Instant time) -> streams.stream().map(stream -> until(stream, time)).toList();
            case AsOf.Version(long version) -> asOfVersion(streams, version);
        };
        return Optional.ofNullable(fold(projection, key, InOrderOfTime.merge(histories)));
    }

    private List<List<DomainEventMessage<?>>> asOfVersion(List<String> streams, long version) {
        List<DomainEventMessage<?>> main = read(streams.getFirst(), event -> event.getSequenceNumber() <= version);
        if (main.isEmpty() || main.getLast().getSequenceNumber() < version) {
            return List.of();
        }
        Instant time = main.getLast().getTimestamp();
        List<List<DomainEventMessage<?>>> histories = new ArrayList<>(List.of(main));
        streams.stream().skip(1).map(stream -> until(stream, time)).forEach(histories::add);
        return histories;
    }

    private List<DomainEventMessage<?>> until(String stream, Instant time) {
        return read(stream, event -> !event.getTimestamp().isAfter(time));
    }

    private List<DomainEventMessage<?>> read(String stream, Predicate<DomainEventMessage<?>> wanted) {
        // From sequence number 0, because without one the store would begin at the last snapshot.
        return events.readEvents(stream, 0)
                .asStream()
                .<DomainEventMessage<?>>map(event -> event)
                .filter(wanted)
                .toList();
    }

    private static <D> D fold(Projection<D> projection, String key, List<DomainEventMessage<?>> events) {
        EventTypes types = new EventTypes(projection.eventTypes());
        D document = null;
        for (DomainEventMessage<?> event : events) {
            if (types.include(event.getPayloadType()) && key.equals(projection.keyOf(event))) {
                document = projection.fold(document, event);
            }
        }
        return document;
    }
}
