package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.axoniq.axonserver.grpc.event.GetAggregateSnapshotsRequest;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.GetFirstTokenRequest;
import io.axoniq.axonserver.grpc.event.GetLastTokenRequest;
import io.axoniq.axonserver.grpc.event.GetTokenAtRequest;
import io.axoniq.axonserver.grpc.event.QueryEventsRequest;
import io.axoniq.axonserver.grpc.event.QueryEventsResponse;
import io.axoniq.axonserver.grpc.event.ReadHighestSequenceNrRequest;
import io.axoniq.axonserver.grpc.event.ReadHighestSequenceNrResponse;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.context.Context;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.SnapshotStore;
import io.orderflow.axonserver.store.StoredEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/** Events and snapshots. */
final class EventService extends EventStoreGrpc.EventStoreImplBase {

    private final Contexts contexts;
    private final InstantSource clock;
    private final Executor trackingExecutor;

    EventService(Contexts contexts, InstantSource clock, Executor trackingExecutor) {
        this.contexts = contexts;
        this.clock = clock;
        this.trackingExecutor = trackingExecutor;
    }

    private static EventStore events() {
        return CallScope.context().events();
    }

    private static SnapshotStore snapshots() {
        return CallScope.context().snapshots();
    }

    @Override
    public StreamObserver<Event> appendEvent(StreamObserver<Confirmation> caller) {
        return new AppendStream(events(), CallScope.peer().sender(), caller);
    }

    @Override
    public void appendSnapshot(Event snapshot, StreamObserver<Confirmation> caller) {
        Event marked = snapshot.getSnapshot() ? snapshot : snapshot.toBuilder().setSnapshot(true).build();
        Replies.written(Replies.open(caller), marked, () -> snapshots().add(marked), added -> AppendStream.CONFIRMED);
    }

    /** All methods, those that send stored events in a way that does not parse them. */
    ServerServiceDefinition definition() {
        return Unparsed.definition(bindService(),
                List.of(ServerMethodDefinition.create(Unparsed.LIST_AGGREGATE_EVENTS,
                        ServerCalls.asyncServerStreamingCall(this::listAggregate)),
                        ServerMethodDefinition.create(Unparsed.LIST_EVENTS,
                                ServerCalls.asyncBidiStreamingCall(this::follow))));
    }

    private void listAggregate(GetAggregateEventsRequest request, StreamObserver<StoredEvent> caller) {
        PagedReply.start(caller, new AggregateEvents(events(), snapshots(), request));
    }

    @Override
    public void listAggregateSnapshots(GetAggregateSnapshotsRequest request, StreamObserver<Event> caller) {
        PagedReply.start(caller, new AggregateSnapshots(snapshots(), request));
    }

    private StreamObserver<GetEventsRequest> follow(StreamObserver<StoredEvent> caller) {
        return new TrackingStream(events(), CallScope.context()::enter, trackingExecutor, caller);
    }

    @Override
    public StreamObserver<QueryEventsRequest> queryEvents(StreamObserver<QueryEventsResponse> caller) {
        Context ofCall = CallScope.context();
        return new QueryStream(name -> name.isEmpty() ? ofCall : contexts.require(name), clock, trackingExecutor,
                caller);
    }

    @Override
    public void readHighestSequenceNr(ReadHighestSequenceNrRequest request,
            StreamObserver<ReadHighestSequenceNrResponse> caller) {
        Replies.read(caller, () -> ReadHighestSequenceNrResponse.newBuilder()
                .setToSequenceNr(events().highestSequence(request.getAggregateId())).build());
    }

    @Override
    public void getFirstToken(GetFirstTokenRequest request, StreamObserver<TrackingToken> caller) {
        Replies.read(caller, () -> token(events().firstToken()));
    }

    @Override
    public void getLastToken(GetLastTokenRequest request, StreamObserver<TrackingToken> caller) {
        Replies.read(caller, () -> token(events().headToken()));
    }

    @Override
    public void getTokenAt(GetTokenAtRequest request, StreamObserver<TrackingToken> caller) {
        Replies.read(caller, () -> token(events().tokenAt(request.getInstant())));
    }

    private static TrackingToken token(long token) {
        return TrackingToken.newBuilder().setToken(token).build();
    }
}
