package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Answers every read with the same events, and stores nothing. */
final class IdleEvents extends EventStoreGrpc.EventStoreImplBase {

    private static final Confirmation CONFIRMED = Confirmation.newBuilder().setSuccess(true).build();
    private static final List<Event> LOG = SampleEvents.events(SampleEvents.shortLived(0), 0, 1_024);

    private final Map<String, List<Event>> aggregates = new ConcurrentHashMap<>();

    @Override
    public StreamObserver<Event> appendEvent(StreamObserver<Confirmation> caller) {
        return new StreamObserver<>() {
            @Override
            public void onNext(Event event) {
                // The event is not stored.
            }

            @Override
            public void onError(Throwable gone) {
                // The append is not stored.
            }

            @Override
            public void onCompleted() {
                confirm(caller);
            }
        };
    }

    @Override
    public void appendSnapshot(Event snapshot, StreamObserver<Confirmation> caller) {
        confirm(caller);
    }

    private static void confirm(StreamObserver<Confirmation> caller) {
        caller.onNext(CONFIRMED);
        caller.onCompleted();
    }

    /** Sends events that are made once for each kind of aggregate, because no client checks their identifiers. */
    @Override
    public void listAggregateEvents(GetAggregateEventsRequest request, StreamObserver<Event> caller) {
        String id = request.getAggregateId();
        List<Event> events = aggregates.computeIfAbsent(SampleEvents.life(id) + "/" + SampleEvents.hasSnapshot(id),
                kind -> eventsOf(id));
        new Listing(events, (ServerCallStreamObserver<Event>) caller).start();
    }

    private static List<Event> eventsOf(String id) {
        List<Event> events = new ArrayList<>();
        boolean snapshot = SampleEvents.hasSnapshot(id);
        if (snapshot) {
            events.add(SampleEvents.snapshot(id));
        }
        int life = SampleEvents.life(id);
        events.addAll(SampleEvents.events(id, snapshot ? life - SampleEvents.EVENTS_AFTER_SNAPSHOT : 0, life));
        return events;
    }

    @Override
    public StreamObserver<GetEventsRequest> listEvents(StreamObserver<EventWithToken> caller) {
        return new EventFeed((ServerCallStreamObserver<EventWithToken>) caller);
    }

    /** Sends a list of events as fast as the client takes them. */
    private static final class Listing {
        private final List<Event> events;
        private final ServerCallStreamObserver<Event> call;
        private int next;

        Listing(List<Event> events, ServerCallStreamObserver<Event> call) {
            this.events = events;
            this.call = call;
        }

        void start() {
            call.setOnReadyHandler(this::send);
            call.setOnCancelHandler(() -> next = events.size() + 1);
            send();
        }

        private void send() {
            while (call.isReady() && next < events.size()) {
                call.onNext(events.get(next++));
            }
            if (next == events.size()) {
                next++;
                call.onCompleted();
            }
        }
    }

    /** Sends an endless log, as far as the client's permits reach. */
    private static final class EventFeed implements StreamObserver<GetEventsRequest> {
        private final ServerCallStreamObserver<EventWithToken> call;
        private final AtomicLong permits = new AtomicLong();
        private long token;

        EventFeed(ServerCallStreamObserver<EventWithToken> call) {
            this.call = call;
            call.setOnReadyHandler(this::send);
            call.setOnCancelHandler(() -> permits.set(Long.MIN_VALUE));
        }

        @Override
        public void onNext(GetEventsRequest request) {
            permits.addAndGet(request.getNumberOfPermits());
            send();
        }

        /** Sends events, on one thread at a time: in process the reading thread also brings the permits. */
        private synchronized void send() {
            while (permits.get() > 0 && call.isReady()) {
                permits.decrementAndGet();
                Event event = LOG.get((int) (token % LOG.size()));
                call.onNext(EventWithToken.newBuilder().setToken(token++).setEvent(event).build());
            }
        }

        @Override
        public void onError(Throwable gone) {
            permits.set(Long.MIN_VALUE);
        }

        @Override
        public void onCompleted() {
            permits.set(Long.MIN_VALUE);
            if (!call.isCancelled()) {
                call.onCompleted();
            }
        }
    }
}
