package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Routes each query to one of the handlers that subscribed to its name, in turns. Thread-safe. */
public final class QueryRouter {

    /** How long a query that names no time of its own may take. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    private final ConcurrentMap<String, List<HandlerConnection<PendingQuery>>> subscribers = new ConcurrentHashMap<>();
    private final Dispatcher<PendingQuery> dispatcher = new Dispatcher<>(this::next);
    private final AtomicInteger turn = new AtomicInteger();

    private @Nullable HandlerConnection<PendingQuery> next(PendingQuery pending) {
        List<HandlerConnection<PendingQuery>> candidates = subscribers.getOrDefault(pending.query.getQuery(),
                List.of());
        return switch (candidates.size()) {
            case 0 -> null;
            case 1 -> candidates.getFirst();
            default -> candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
        };
    }

    /** Adds a handler, which gets queries once it has subscribed and given permits. */
    public Handler connect(QuerySink sink) {
        return new Handler(sink);
    }

    /** Sends a query to one handler. The end is told exactly once, unless the sender cancels. */
    public Cancellation ask(QueryRequest query, QueryOutcome outcome) {
        PendingQuery pending = new PendingQuery(query, outcome);
        dispatcher.dispatch(pending);
        return pending;
    }

    /** Ends the queries whose time is over; to be called every now and then. */
    public void expire() {
        dispatcher.expire();
    }

    /** A connected handler of queries. Thread-safe. */
    public final class Handler {
        private final HandlerConnection<PendingQuery> connection;

        private Handler(QuerySink sink) {
            this.connection = dispatcher.connect(new ToHandler(sink));
        }

        public void subscribe(String queryName) {
            subscribers.compute(queryName, (name, others) -> {
                List<HandlerConnection<PendingQuery>> all = new ArrayList<>(others == null ? List.of() : others);
                if (!all.contains(connection)) {
                    all.add(connection);
                }
                return List.copyOf(all);
            });
            if (!dispatcher.isConnected(connection)) {
                unsubscribe(queryName);
            }
        }

        /**
         * No new query of that name comes; those that are here may still be answered. It ends the subscriptions for all
         * result types of the name: a client sends it when its last handler of the name is gone.
         */
        public void unsubscribe(String queryName) {
            subscribers.computeIfPresent(queryName, (name, all) -> {
                List<HandlerConnection<PendingQuery>> others = all.stream().filter(other -> other != connection)
                        .toList();
                return others.isEmpty() ? null : others;
            });
        }

        public void grant(long permits) {
            connection.grant(permits);
        }

        /** Passes one answer on to the sender; one that nobody waits for any more is dropped. */
        public void answer(QueryResponse response) {
            PendingQuery pending = connection.find(response.getRequestIdentifier());
            if (pending != null && !pending.hasEnded()) {
                pending.outcome.answered(response);
            }
        }

        /** Ends the answers to a query. */
        public void complete(String queryId) {
            PendingQuery pending = connection.remove(queryId);
            if (pending != null && pending.end()) {
                pending.outcome.completed();
            }
        }

        /** Removes the handler. What it may have seen fails; what it has not seen goes to another. */
        public void close() {
            dispatcher.disconnect(connection, () -> subscribers.keySet().forEach(this::unsubscribe));
        }
    }

    /** Takes queries to their handler. */
    private record ToHandler(QuerySink sink) implements HandlerConnection.Sink<PendingQuery> {
        @Override
        public void send(PendingQuery pending) {
            sink.query(pending.query);
        }

        @Override
        public void cancel(String queryId) {
            sink.cancel(queryId);
        }
    }

    /** A query on its way. */
    private static final class PendingQuery extends Pending {
        private final QueryRequest query;
        private final QueryOutcome outcome;

        PendingQuery(QueryRequest query, QueryOutcome outcome) {
            super(query.getMessageIdentifier(), query.getProcessingInstructionsList(), DEFAULT_TIMEOUT);
            this.query = query;
            this.outcome = outcome;
        }

        @Override
        void report(RoutingFailure failure) {
            outcome.failed(failure);
        }
    }
}
