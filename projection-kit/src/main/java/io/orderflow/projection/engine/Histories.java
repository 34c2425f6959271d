package io.orderflow.projection.engine;

import io.orderflow.projection.api.AsOf;
import io.orderflow.projection.api.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Reads the events of the aggregates that make a document, up to a moment, and puts them in the order of the log. Each
 * aggregate is read by itself and to its end, because clocks may be wrong: the time of an event only says where in the
 * log to look for it, and never which of two events came first. The positions of events are looked up only where the
 * result depends on them.
 */
final class Histories {

    private final EventStore store;
    private final List<String> streams;
    private final Predicate<DomainEventMessage<?>> matters;

    Histories(EventStore store, List<String> streams, Predicate<DomainEventMessage<?>> matters) {
        this.store = store;
        this.streams = streams;
        this.matters = matters;
    }

    /**
     * The events up to the moment that the projection folds.
     *
     * @param position the position of the last of these events, -1 where there is none
     */
    record PastEvents(List<DomainEventMessage<?>> events, long position) {

        static final PastEvents NOTHING = new PastEvents(List.of(), -1);
    }

    PastEvents until(AsOf asOf) {
        List<List<DomainEventMessage<?>>> all = streams.stream().map(this::read).toList();
        try (Positions positions = new Positions(store, streams)) {
            return switch (asOf) {
                case AsOf.Version(long version) -> untilVersion(all, version, positions);
                case AsOf.Time(Instant time) -> untilPosition(all, lastBy(all, time, positions), positions);
                case AsOf.Position(long position) -> untilPosition(all, position, positions);
            };
        }
    }

    private List<DomainEventMessage<?>> read(String stream) {
        // From sequence number 0, because without a number the store would begin at the last snapshot.
        return store.readEvents(stream, 0).asStream().<DomainEventMessage<?>>map(event -> event).toList();
    }

    private PastEvents untilVersion(List<List<DomainEventMessage<?>>> all, long version, Positions positions) {
        return all.getFirst()
                .stream()
                .filter(event -> event.getSequenceNumber() == version)
                .reduce((one, later) -> later)
                .map(last -> untilPosition(all, positions.of(last), positions))
                .orElse(PastEvents.NOTHING);
    }

    /** The position of the last event, among those of all these aggregates, whose time is not after the given one. */
    private static long lastBy(List<List<DomainEventMessage<?>>> all, Instant time, Positions positions) {
        long last = Events.BEFORE_ALL;
        for (List<DomainEventMessage<?>> history : all) {
            int end = history.size();
            while (end > 0 && history.get(end - 1).getTimestamp().isAfter(time)) {
                end--;
            }
            last = end == 0 ? last : Math.max(last, positions.of(history.get(end - 1)));
        }
        return last;
    }

    private PastEvents untilPosition(List<List<DomainEventMessage<?>>> all, long last, Positions positions) {
        List<DomainEventMessage<?>> past = new ArrayList<>();
        long position = Events.BEFORE_ALL;
        for (List<DomainEventMessage<?>> history : all) {
            List<DomainEventMessage<?>> cut = history.subList(0, endOf(history, last, positions))
                    .stream()
                    .filter(matters)
                    .toList();
            past.addAll(cut);
            position = cut.isEmpty() ? position : Math.max(position, positions.of(cut.getLast()));
        }
        if (all.size() > 1) {
            past.sort(Comparator.comparingLong(positions::of));
        }
        return new PastEvents(past, position);
    }

    /**
     * How many of an aggregate's events are at or before the position. The log keeps the events of one aggregate in
     * their order.
     */
    private static int endOf(List<DomainEventMessage<?>> history, long last, Positions positions) {
        int end = history.size();
        if (end == 0 || last >= positions.head() || positions.of(history.getLast()) <= last) {
            return end;
        }
        int low = 0;
        int high = end - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (positions.of(history.get(middle)) <= last) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
