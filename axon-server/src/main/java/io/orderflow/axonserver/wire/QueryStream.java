package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.event.ColumnsResponse;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.QueryEventsRequest;
import io.axoniq.axonserver.grpc.event.QueryEventsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.context.Context;
import io.orderflow.axonserver.routing.Turns;
import io.orderflow.axonserver.search.EventQuery;
import io.orderflow.axonserver.search.InvalidQuery;
import io.orderflow.axonserver.store.EventStore;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One query: first the columns, then a row for each event that is wanted and there, then the word that these are all,
 * and then, where the client wants that, a row for each new one. Each answer takes a permit. The stream keeps a page of
 * events at most.
 *
 * <p>{@link #turn()} runs on one thread at a time, and alone speaks to the client; it sees what gRPC's thread has
 * written, because that wakes it afterwards.
 */
final class QueryStream implements StreamObserver<QueryEventsRequest> {

    private static final QueryEventsResponse COLUMNS = QueryEventsResponse.newBuilder()
            .setColumns(ColumnsResponse.newBuilder().addAllColumn(QueryRows.COLUMNS))
            .build();
    private static final QueryEventsResponse ALL_THERE = QueryEventsResponse.newBuilder()
            .setFilesCompleted(AppendStream.CONFIRMED)
            .build();

    /** After so many events, wanted or not, a query that could go on lets the others have the thread. */
    private static final int MAX_EVENTS_IN_A_ROW = 4_096;

    private final Function<String, Context> contexts;
    private final InstantSource clock;
    private final ServerCallStreamObserver<QueryEventsResponse> call;
    private final Turns turns;
    private final AtomicLong permits = new AtomicLong();
    private volatile @Nullable Search search;
    private volatile @Nullable QueryEventsRequest question;
    private volatile boolean halfClosed;
    private volatile boolean ended;

    /**
     * @param contexts
     *            answers the context of a name, or the call's own for an empty name
     * @param clock
     *            what {@code last hour} is told by
     */
    QueryStream(Function<String, Context> contexts, InstantSource clock, Executor executor,
            StreamObserver<QueryEventsResponse> caller) {
        this.contexts = contexts;
        this.clock = clock;
        this.turns = new Turns(executor, this::turn, this::end);
        this.call = Replies.open(caller);
        call.setOnCancelHandler(this::end);
        call.setOnReadyHandler(turns::wake);
    }

    @Override
    public void onNext(QueryEventsRequest request) {
        long more = Math.max(0, request.getNumberOfPermits());
        permits.updateAndGet(current -> current + Math.min(more, Long.MAX_VALUE - Math.max(0, current)));
        if (question == null) {
            question = request;
        }
        turns.wake();
    }

    private void start(QueryEventsRequest request) {
        try {
            EventQuery query = EventQuery.parse(request.getQuery(), clock.instant());
            Search started = new Search(query, request.getLiveEvents(),
                    contexts.apply(NewerFields.text(request, "context_name")));
            if (request.getQuerySnapshots()) {
                started.searchSnapshots();
            } else {
                started.searchEvents();
            }
            search = started;
            if (ended) {
                end();
            }
        } catch (InvalidQuery e) {
            throw ErrorCode.INVALID_REQUEST.with(String.valueOf(e.getMessage()));
        }
    }

    private boolean turn() {
        try {
            return !ended && sendSome();
        } catch (RuntimeException e) {
            end();
            Replies.fail(call, Errors.ofRead(e));
            return false;
        }
    }

    /** Answers whether it stopped only to give way. */
    private boolean sendSome() {
        QueryEventsRequest asked = question;
        if (search == null && asked != null) {
            start(asked);
        }
        Search current = search;
        for (int events = 0; current != null && events < MAX_EVENTS_IN_A_ROW; events++) {
            if (ended || permits.get() <= 0 || !call.isReady()) {
                endWithoutPermits();
                return false;
            }
            switch (current.step()) {
                case GONE_ON -> {
                    // There may be more of the same.
                }
                case NOTHING_NOW -> {
                    return false;
                }
                case OVER -> {
                    complete();
                    return false;
                }
            }
        }
        return current != null;
    }

    /** A client that has closed its side sends no more permits. */
    private void endWithoutPermits() {
        if (halfClosed && permits.get() <= 0 && !ended) {
            complete();
        }
    }

    private void send(QueryEventsResponse response) {
        permits.decrementAndGet();
        call.onNext(response);
    }

    private void complete() {
        end();
        if (!call.isCancelled()) {
            call.onCompleted();
        }
    }

    private void end() {
        ended = true;
        Search current = search;
        if (current != null && current.subscription != null) {
            current.subscription.close();
        }
    }

    @Override
    public void onError(Throwable gone) {
        end();
    }

    @Override
    public void onCompleted() {
        halfClosed = true;
        turns.wake();
    }

    /** What came of a step. */
    private enum Step {
        GONE_ON, NOTHING_NOW, OVER
    }

    /** How far a query has come. It belongs to the turn once it has started. */
    private final class Search {
        private final EventQuery query;
        private final boolean live;
        private final Context searched;
        private boolean columnsSent;
        private boolean allThere;
        private long rows;
        private FoundEvents events = List::of;
        private FoundEvents newEvents = List::of;
        private Iterator<EventWithToken> page = List.<EventWithToken>of().iterator();
        private EventStore.@Nullable Subscription subscription;
        private QueryRows shape = QueryRows.OF_EVENTS;

        Search(EventQuery query, boolean live, Context searched) {
            this.query = query;
            this.live = live;
            this.searched = searched;
        }

        void searchEvents() {
            if (live) {
                subscription = searched.events().onHeadMoved(turns::wake);
            }
            long head = searched.events().headToken();
            events = FoundEvents.inLog(searched.events(), query.bounds(), head);
            newEvents = FoundEvents.afterwards(searched.events(), query.bounds(), head);
        }

        /** One that is added meanwhile may come twice, as the same row. */
        void searchSnapshots() {
            shape = QueryRows.OF_SNAPSHOTS;
            if (live) {
                FoundEvents.NewSnapshots added = new FoundEvents.NewSnapshots();
                newEvents = added;
                subscription = searched.snapshots().onAdded(snapshot -> {
                    added.add(snapshot);
                    turns.wake();
                });
            }
            events = FoundEvents.snapshots(searched.snapshots(), query.bounds());
        }

        Step step() {
            if (!columnsSent) {
                columnsSent = true;
                send(COLUMNS);
            } else if (rows == query.limit()) {
                return Step.OVER;
            } else if (page.hasNext()) {
                EventWithToken next = page.next();
                if (query.wants(next.getToken(), next.getEvent())) {
                    rows++;
                    send(shape.row(next));
                }
            } else {
                return turnPage();
            }
            return Step.GONE_ON;
        }

        private Step turnPage() {
            List<EventWithToken> read = allThere ? newEvents.page() : events.page();
            page = read.iterator();
            if (!read.isEmpty()) {
                return Step.GONE_ON;
            }
            if (allThere) {
                return live && !halfClosed ? Step.NOTHING_NOW : Step.OVER;
            }
            allThere = true;
            send(ALL_THERE);
            return live ? Step.GONE_ON : Step.OVER;
        }
    }
}
