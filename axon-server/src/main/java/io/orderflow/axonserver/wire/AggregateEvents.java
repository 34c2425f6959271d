package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.orderflow.axonserver.store.AggregatePage;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.SnapshotStore;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.List;
import java.util.Optional;

/** The events of an aggregate, with its newest snapshot first where the request allows one and there is one. */
final class AggregateEvents implements PagedReply.Pages<StoredEvent> {

    /** The protocol's word for "up to the last event". */
    private static final long NO_UPPER_END = 0;
    private static final PageLimit PAGE = new PageLimit(256, 512 << 10);

    private final EventStore events;
    private final SnapshotStore snapshots;
    private boolean snapshotWanted;
    private AggregateRange rest;

    AggregateEvents(EventStore events, SnapshotStore snapshots, GetAggregateEventsRequest request) {
        this.events = events;
        this.snapshots = snapshots;
        this.snapshotWanted = request.getAllowSnapshots();
        this.rest = new AggregateRange(request.getAggregateId(), Math.max(0, request.getInitialSequence()),
                request.getMaxSequence() != NO_UPPER_END ? request.getMaxSequence() : Long.MAX_VALUE);
    }

    @Override
    public PagedReply.Page<StoredEvent> next() {
        if (snapshotWanted) {
            snapshotWanted = false;
            Optional<Event> snapshot = snapshots.latest(rest);
            if (snapshot.isPresent()) {
                rest = rest.startingAt(snapshot.get().getAggregateSequenceNumber() + 1);
                return new PagedReply.Page<>(List.of(withoutToken(snapshot.get())), false);
            }
        }
        AggregatePage page = events.readAggregate(rest, PAGE);
        if (!page.last()) {
            rest = rest.startingAt(page.events().getLast().event().getAggregateSequenceNumber() + 1);
        }
        return new PagedReply.Page<>(page.events(), page.last());
    }

    private static StoredEvent withoutToken(Event snapshot) {
        return StoredEvent.of(EventWithToken.newBuilder().setToken(EventStore.NONE).setEvent(snapshot).build());
    }
}
