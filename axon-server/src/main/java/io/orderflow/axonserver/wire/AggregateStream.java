package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.store.AggregatePage;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.SnapshotStore;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Sends the events of an aggregate as fast as the client takes them: a page is read when the one before it is gone,
 * so a slow
 * client costs a page of memory. gRPC runs the start and the calls for more one after the other.
 */
final class AggregateStream implements Runnable {

    private static final PageLimit PAGE = new PageLimit(256, 512 << 10);

    private final EventStore events;
    private final ServerCallStreamObserver<Event> call;
    private AggregateRange rest;
    private Iterator<Event> page = List.<Event>of().iterator();
    private boolean lastPage;
    private boolean ended;

    private AggregateStream(EventStore events, AggregateRange rest, ServerCallStreamObserver<Event> call) {
        this.events = events;
        this.rest = rest;
        this.call = call;
    }

    /** Starts to answer a request, with a snapshot first where the request allows one and there is one. */
    static void start(EventStore events, SnapshotStore snapshots, GetAggregateEventsRequest request,
            StreamObserver<Event> caller) {
        long to = request.getMaxSequence() > 0 ? request.getMaxSequence() : Long.MAX_VALUE;
        AggregateRange range = new AggregateRange(request.getAggregateId(), Math.max(0, request.getInitialSequence()),
                to);
        ServerCallStreamObserver<Event> call = Replies.open(caller);
        AggregateStream stream = new AggregateStream(events, range, call);
        call.setOnReadyHandler(stream);
        if (request.getAllowSnapshots()) {
            stream.sendSnapshot(snapshots);
        }
        stream.run();
    }

    private void sendSnapshot(SnapshotStore snapshots) {
        try {
            Optional<Event> snapshot = snapshots.latest(rest);
            if (snapshot.isPresent()) {
                call.onNext(snapshot.get());
                rest = rest.startingAt(snapshot.get().getAggregateSequenceNumber() + 1);
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public void run() {
        try {
            while (!ended && !call.isCancelled() && call.isReady()) {
                if (page.hasNext()) {
                    call.onNext(page.next());
                } else if (lastPage) {
                    ended = true;
                    call.onCompleted();
                } else {
                    readPage();
                }
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void readPage() {
        AggregatePage read = events.readAggregate(rest, PAGE);
        page = read.events().iterator();
        lastPage = read.last();
        if (!lastPage) {
            rest = rest.startingAt(read.events().getLast().getAggregateSequenceNumber() + 1);
        }
    }

    private void fail(RuntimeException error) {
        ended = true;
        Replies.fail(call, Errors.ofRead(error));
    }
}
