package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.search.Bounds;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.SnapshotStore;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where a query looks, a page at a time. Not thread-safe. */
interface FoundEvents {

    /** What an event has for a token that has none. */
    long NO_TOKEN = -1;

    PageLimit PAGE = new PageLimit(256, 512 << 10);

    /** More events; none where there are no more of them now. */
    List<EventWithToken> page();

    /**
     * The events that are in the log now and within bounds: by the aggregates' histories where the bounds name some,
     * otherwise from the first token on that can hold one.
     *
     * @param headToken
     *            the last event that counts as being there now
     */
    static FoundEvents inLog(EventStore events, Bounds bounds, long headToken) {
        long to = Math.min(headToken, bounds.toToken());
        return bounds.aggregates()
                .<FoundEvents>map(ids -> new InHistories(events, new ArrayDeque<>(new TreeSet<>(ids)), to))
                .orElseGet(() -> new InLog(events, firstToken(events, bounds), to));
    }

    private static long firstToken(EventStore events, Bounds bounds) {
        return bounds.fromMillis() <= 0
                ? bounds.fromToken()
                : Math.max(bounds.fromToken(), events.tokenAt(bounds.fromMillis()));
    }

    /** The events that come after a token, within bounds. */
    static FoundEvents afterwards(EventStore events, Bounds bounds, long headToken) {
        return new InLog(events, Math.max(headToken + 1, bounds.fromToken()), bounds.toToken());
    }

    /** The snapshots that are there now. */
    static FoundEvents snapshots(SnapshotStore snapshots, Bounds bounds) {
        return bounds.aggregates().<FoundEvents>map(
                ids -> new SnapshotsOf(snapshots, new ArrayDeque<>(new TreeSet<>(ids)))).orElseGet(
                        () -> new AllSnapshots(snapshots));
    }

    private static List<EventWithToken> messages(List<StoredEvent> page, long toToken) {
        return page.stream().takeWhile(event -> event.token() <= toToken).map(StoredEvent::message).toList();
    }

    private static EventWithToken withoutToken(Event snapshot) {
        return EventWithToken.newBuilder().setToken(NO_TOKEN).setEvent(snapshot).build();
    }

    /** A part of the log. */
    final class InLog implements FoundEvents {
        private final EventStore events;
        private final long toToken;
        private long nextToken;

        private InLog(EventStore events, long fromToken, long toToken) {
            this.events = events;
            this.nextToken = fromToken;
            this.toToken = toToken;
        }

        @Override
        public List<EventWithToken> page() {
            if (nextToken > toToken) {
                return List.of();
            }
            List<StoredEvent> page = events.read(nextToken, PAGE);
            if (!page.isEmpty()) {
                nextToken = page.getLast().token() + 1;
            }
            return messages(page, toToken);
        }
    }

    /** The histories of aggregates, one after the other. */
    final class InHistories implements FoundEvents {
        private final EventStore events;
        private final Queue<String> aggregates;
        private final long toToken;
        private long nextSequence;

        private InHistories(EventStore events, Queue<String> aggregates, long toToken) {
            this.events = events;
            this.aggregates = aggregates;
            this.toToken = toToken;
        }

        @Override
        public List<EventWithToken> page() {
            while (!aggregates.isEmpty()) {
                List<EventWithToken> page = messages(
                        events.readAggregate(AggregateRange.from(aggregates.element(), nextSequence), PAGE).events(),
                        toToken);
                if (!page.isEmpty()) {
                    nextSequence = page.getLast().getEvent().getAggregateSequenceNumber() + 1;
                    return page;
                }
                aggregates.remove();
                nextSequence = 0;
            }
            return List.of();
        }
    }

    /** The snapshots of all aggregates. */
    final class AllSnapshots implements FoundEvents {
        private final SnapshotStore snapshots;
        private @Nullable Event last;

        private AllSnapshots(SnapshotStore snapshots) {
            this.snapshots = snapshots;
        }

        @Override
        public List<EventWithToken> page() {
            List<Event> page = snapshots.page(last, PAGE);
            if (!page.isEmpty()) {
                last = page.getLast();
            }
            return page.stream().map(FoundEvents::withoutToken).toList();
        }
    }

    /** The snapshots of some aggregates, one aggregate after the other, newest first. */
    final class SnapshotsOf implements FoundEvents {
        private final SnapshotStore snapshots;
        private final Queue<String> aggregates;
        private long toSequence = Long.MAX_VALUE;

        private SnapshotsOf(SnapshotStore snapshots, Queue<String> aggregates) {
            this.snapshots = snapshots;
            this.aggregates = aggregates;
        }

        @Override
        public List<EventWithToken> page() {
            while (!aggregates.isEmpty()) {
                List<Event> page = snapshots.list(new AggregateRange(aggregates.element(), 0, toSequence), PAGE);
                if (!page.isEmpty()) {
                    toSequence = page.getLast().getAggregateSequenceNumber() - 1;
                    return page.stream().map(FoundEvents::withoutToken).toList();
                }
                aggregates.remove();
                toSequence = Long.MAX_VALUE;
            }
            return List.of();
        }
    }

    /** Snapshots as they are added. The one that is thread-safe: threads of the store add, another one takes. */
    final class NewSnapshots implements FoundEvents {

        /** Snapshots that wait for a client that does not take them. */
        private static final int MAX_WAITING_SNAPSHOTS = 1_000;

        private final Queue<Event> waiting = new ArrayDeque<>();
        private boolean overrun;

        synchronized void add(Event snapshot) {
            overrun |= waiting.size() == MAX_WAITING_SNAPSHOTS;
            if (!overrun) {
                waiting.add(snapshot);
            }
        }

        @Override
        public synchronized List<EventWithToken> page() {
            if (overrun) {
                throw ErrorCode.BUSY.with("More than " + MAX_WAITING_SNAPSHOTS
                        + " new snapshots wait for a client that does not take them");
            }
            List<EventWithToken> page = waiting.stream().map(FoundEvents::withoutToken).toList();
            waiting.clear();
            return page;
        }
    }
}
