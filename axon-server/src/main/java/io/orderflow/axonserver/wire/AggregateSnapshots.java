package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.GetAggregateSnapshotsRequest;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.SnapshotStore;
import java.util.List;

/**
 * The snapshots of an aggregate, newest first. Both ends of the range mean what they say: a client whose snapshots are
 * all unusable asks for those below 0, and has to get none. A number of results that is not positive sets no limit.
 */
final class AggregateSnapshots implements PagedReply.Pages<Event> {

    private static final int PAGE_EVENTS = 64;
    private static final int PAGE_BYTES = 512 << 10;

    private final SnapshotStore snapshots;
    private final String aggregateId;
    private final long fromSequence;
    private long toSequence;
    private int wanted;

    AggregateSnapshots(SnapshotStore snapshots, GetAggregateSnapshotsRequest request) {
        this.snapshots = snapshots;
        this.aggregateId = request.getAggregateId();
        this.fromSequence = Math.max(0, request.getInitialSequence());
        this.toSequence = request.getMaxSequence();
        this.wanted = request.getMaxResults() > 0 ? request.getMaxResults() : Integer.MAX_VALUE;
    }

    @Override
    public PagedReply.Page<Event> next() {
        List<Event> page = snapshots.list(new AggregateRange(aggregateId, fromSequence, toSequence),
                new PageLimit(Math.min(PAGE_EVENTS, wanted), PAGE_BYTES));
        wanted -= page.size();
        if (page.isEmpty() || wanted == 0 || page.getLast().getAggregateSequenceNumber() <= fromSequence) {
            return new PagedReply.Page<>(page, true);
        }
        toSequence = page.getLast().getAggregateSequenceNumber() - 1;
        return new PagedReply.Page<>(page, false);
    }
}
