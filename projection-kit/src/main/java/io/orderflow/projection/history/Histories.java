package io.orderflow.projection.history;

import io.orderflow.projection.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * The events of the aggregates that make a document, up to a moment, in the order of the log. Each aggregate is read on
 * its own, and no further than the moment; the positions of its events are looked up only where they decide.
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
     * The events that matter, up to the moment.
     *
     * @param position of the last of them, -1 where there is none
     */
    record Past(List<DomainEventMessage<?>> events, long position) {

        static final Past NOTHING = new Past(List.of(), -1);
    }

    Past until(AsOf asOf) {
        return switch (asOf) {
            case AsOf.Version(long version) -> untilVersion(version);
            case AsOf.Time(Instant time) -> untilTime(time);
            case AsOf.Position(long position) -> untilPosition(position);
        };
    }

    private Past untilVersion(long version) {
        List<DomainEventMessage<?>> main = store.readEvents(streams.getFirst(), 0)
                .asStream()
                .takeWhile(event -> event.getSequenceNumber() <= version)
                .<DomainEventMessage<?>>map(event -> event)
                .toList();
        if (main.isEmpty() || main.getLast().getSequenceNumber() < version) {
            return Past.NOTHING;
        }
        Instant time = main.getLast().getTimestamp();
        List<List<DomainEventMessage<?>>> all = new ArrayList<>(List.of(main));
        streams.stream().skip(1).map(stream -> readNearly(stream, time)).forEach(all::add);
        try (Positions positions = new Positions(store, streams)) {
            return cut(all, positions.of(main.getLast()), time, positions);
        }
    }

    private Past untilTime(Instant time) {
        List<List<DomainEventMessage<?>>> all = streams.stream().map(stream -> readNearly(stream, time)).toList();
        try (Positions positions = new Positions(store, streams)) {
            long last = Events.BEFORE_ALL;
            for (List<DomainEventMessage<?>> history : all) {
                int end = endOf(history, time);
                last = end == 0 ? last : Math.max(last, positions.of(history.get(end - 1)));
            }
            return cut(all, last, time, positions);
        }
    }

    private Past untilPosition(long position) {
        Instant time;
        try (Positions before = new Positions(store, streams)) {
            time = position < before.head() ? before.timeAt(position) : Instant.MAX;
        }
        List<List<DomainEventMessage<?>>> all = streams.stream().map(stream -> readNearly(stream, time)).toList();
        try (Positions positions = new Positions(store, streams)) {
            return cut(all, position, time, positions);
        }
    }

    /** Reads an aggregate a little further than the time, because clocks differ. */
    private List<DomainEventMessage<?>> readNearly(String stream, Instant time) {
        // From sequence number 0, because without one the store would begin at the last snapshot.
        return store.readEvents(stream, 0)
                .asStream()
                .takeWhile(event -> !event.getTimestamp().minus(Positions.CLOCKS_APART).isAfter(time))
                .<DomainEventMessage<?>>map(event -> event)
                .toList();
    }

    /** How many events there are up to the last that had happened by the time. */
    private static int endOf(List<DomainEventMessage<?>> history, Instant time) {
        int end = history.size();
        while (end > 0 && history.get(end - 1).getTimestamp().isAfter(time)) {
            end--;
        }
        return end;
    }

    private Past cut(List<List<DomainEventMessage<?>>> all, long last, Instant time, Positions positions) {
        List<List<DomainEventMessage<?>>> cut = all.stream()
                .<List<DomainEventMessage<?>>>map(
                        history -> history.subList(0, endOf(history, last, time, positions))
                                .stream()
                                .filter(matters)
                                .toList())
                .filter(history -> !history.isEmpty())
                .toList();
        long position = cut.stream().mapToLong(history -> positions.of(history.getLast())).max().orElse(
                Events.BEFORE_ALL);
        return new Past(merge(cut, positions), position);
    }

    /** How many events there are up to the position; the time is that of the position, and tells where to look. */
    private static int endOf(List<DomainEventMessage<?>> history, long last, Instant time, Positions positions) {
        int end = endOf(history, time);
        while (end > 0 && mayDiffer(history.get(end - 1), time) && positions.of(history.get(end - 1)) > last) {
            end--;
        }
        while (end < history.size() && positions.of(history.get(end)) <= last) {
            end++;
        }
        return end;
    }

    private static boolean mayDiffer(DomainEventMessage<?> event, Instant time) {
        return event.getTimestamp().isAfter(time.minus(Positions.CLOCKS_APART));
    }

    private static List<DomainEventMessage<?>> merge(List<List<DomainEventMessage<?>>> histories,
            Positions positions) {
        if (histories.size() == 1) {
            return histories.getFirst();
        }
        List<DomainEventMessage<?>> merged = new ArrayList<>();
        int[] next = new int[histories.size()];
        int events = histories.stream().mapToInt(List::size).sum();
        while (merged.size() < events) {
            int earliest = IntStream.range(0, next.length)
                    .filter(index -> next[index] < histories.get(index).size())
                    .reduce((one, other) -> comesBefore(histories.get(other).get(next[other]),
                            histories.get(one).get(next[one]), positions) ? other : one)
                    .orElseThrow();
            merged.add(histories.get(earliest).get(next[earliest]++));
        }
        return merged;
    }

    private static boolean comesBefore(DomainEventMessage<?> one, DomainEventMessage<?> other, Positions positions) {
        Instant time = one.getTimestamp();
        if (time.isBefore(other.getTimestamp().minus(Positions.CLOCKS_APART))) {
            return true;
        }
        return !time.isAfter(other.getTimestamp().plus(Positions.CLOCKS_APART))
                && positions.of(one) < positions.of(other);
    }
}
