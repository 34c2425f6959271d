package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Routes each query to one of the handlers that subscribed to its name, in turns. Thread-safe. */
public final class QueryRouter {

    /** How long a query that names no time of its own may take. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    private final ConcurrentMap<String, List<Handler>> subscribers = new ConcurrentHashMap<>();
    private final Set<Handler> handlers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();

    /** Adds a handler, which gets queries once it has subscribed and given permits. */
    public Handler connect(QuerySink sink) {
        Handler handler = new Handler(sink);
        handlers.add(handler);
        return handler;
    }

    /** Sends a query to one handler. The end is told exactly once, unless the sender cancels. */
    public Cancellation ask(QueryRequest query, QueryOutcome outcome) {
        PendingQuery pending = new PendingQuery(query, outcome);
        route(pending);
        return pending;
    }

    /** A handler that is closing has left the subscribers before it refuses queries, so this ends. */
    private void route(PendingQuery pending) {
        while (true) {
            Handler handler = next(subscribers.getOrDefault(pending.query.getQuery(), List.of()));
            if (handler == null) {
                pending.fail(RoutingFailure.NO_HANDLER);
                return;
            }
            pending.handler = handler;
            if (handler.connection.accept(pending)) {
                return;
            }
        }
    }

    private @Nullable Handler next(List<Handler> candidates) {
        return switch (candidates.size()) {
            case 0 -> null;
            case 1 -> candidates.getFirst();
            default -> candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
        };
    }

    /** Ends the queries whose time is over; to be called every now and then. */
    public void expire() {
        long now = System.nanoTime();
        for (Handler handler : handlers) {
            for (PendingQuery late : handler.connection.removeLate(now)) {
                if (late.isSent()) {
                    handler.sink.cancel(late.id());
                }
                late.fail(RoutingFailure.TIMED_OUT);
            }
        }
    }

    /** A connected handler of queries. Thread-safe. */
    public final class Handler {
        private final QuerySink sink;
        private final HandlerConnection<PendingQuery> connection;

        private Handler(QuerySink sink) {
            this.sink = sink;
            this.connection = new HandlerConnection<>(pending -> sink.query(pending.query));
        }

        public void subscribe(String queryName) {
            subscribers.compute(queryName, (name, others) -> {
                List<Handler> all = new ArrayList<>(others == null ? List.of() : others);
                if (!all.contains(this)) {
                    all.add(this);
                }
                return List.copyOf(all);
            });
        }

        /**
         * No new query of that name comes; those that are here may still be answered. It ends the subscriptions for all
         * result types of the name: a client sends it when its last handler of the name is gone.
         */
        public void unsubscribe(String queryName) {
            subscribers.computeIfPresent(queryName, (name, all) -> {
                List<Handler> others = all.stream().filter(handler -> handler != this).toList();
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
            if (handlers.remove(this)) {
                subscribers.keySet().forEach(this::unsubscribe);
                for (PendingQuery left : connection.close()) {
                    if (left.isSent()) {
                        left.fail(RoutingFailure.HANDLER_LOST);
                    } else {
                        route(left);
                    }
                }
            }
        }
    }

    /** A query on its way. */
    private static final class PendingQuery extends Pending implements Cancellation {
        private final QueryRequest query;
        private final QueryOutcome outcome;
        private volatile @Nullable Handler handler;

        PendingQuery(QueryRequest query, QueryOutcome outcome) {
            super(query.getMessageIdentifier(),
                    Instructions.number(query.getProcessingInstructionsList(), ProcessingKey.PRIORITY, 0),
                    Instructions.deadlineNanos(query.getProcessingInstructionsList(), DEFAULT_TIMEOUT));
            this.query = query;
            this.outcome = outcome;
        }

        @Override
        void report(RoutingFailure failure) {
            outcome.failed(failure);
        }

        @Override
        public void cancel() {
            Handler current = handler;
            if (end() && current != null && current.connection.remove(this) && isSent()) {
                current.sink.cancel(id());
            }
        }
    }
}
