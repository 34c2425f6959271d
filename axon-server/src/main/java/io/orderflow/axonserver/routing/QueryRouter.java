package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Routes each query to one of the handlers that subscribed to its name, in turns, or to one of each component where
 * their answers are to be gathered; and subscription queries to all of them. Thread-safe.
 */
public final class QueryRouter {

    /** How long a query that names no time of its own may take. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    private final QueryHandlers handlers = new QueryHandlers();
    private final Dispatcher<PendingQuery> dispatcher = new Dispatcher<>(handlers::next);
    private final UpdateSubscriptions subscriptions = new UpdateSubscriptions();
    private final InstantSource clock;

    /**
     * @param clock
     *            tells how long subscriptions have waited for a handler
     */
    public QueryRouter(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds a handler, which gets queries once it has subscribed and given permits. */
    public Handler connect(QuerySink sink) {
        return new Handler(sink);
    }

    /**
     * Sends a query to one handler or, where it asks for another number of results than one, to one of each component.
     * The end is told exactly once, unless the sender cancels.
     */
    public QueryCall ask(QueryRequest query, Sender sender, QueryOutcome outcome) {
        long results = Instructions.number(query.getProcessingInstructionsList(), ProcessingKey.NR_OF_RESULTS, 1);
        return results == 0 || results == 1
                ? askOne(query, sender, outcome)
                : gather(query, sender, outcome, results < 0 ? Long.MAX_VALUE : results);
    }

    private QueryCall askOne(QueryRequest query, Sender sender, QueryOutcome outcome) {
        QueryReply reply = QueryReply.ofOne(sender, outcome);
        send(query.getMessageIdentifier(), reply, List.of(new PendingQuery(query, sender, null, reply)));
        return reply;
    }

    private QueryCall gather(QueryRequest query, Sender sender, QueryOutcome outcome, long maxAnswers) {
        QueryReply reply = QueryReply.gathered(sender, outcome, maxAnswers);
        send(query.getMessageIdentifier(), reply, handlers.components(query.getQuery()).stream()
                .map(component -> new PendingQuery(query, sender, component, reply)).toList());
        return reply;
    }

    /** The query of an open subscription waits for the handlers to know that: no update falls between the two. */
    private void send(String queryId, QueryReply reply, List<PendingQuery> parts) {
        reply.expect(parts);
        UpdateSubscription subscription = subscriptions.find(queryId);
        Runnable dispatch = () -> parts.forEach(dispatcher::dispatch);
        if (subscription == null) {
            dispatch.run();
        } else {
            subscription.whenRegistered(dispatch);
        }
    }

    /** Lets a client ask for updates. */
    public SubscriptionCall subscriber(Sender sender, SubscriptionOutcome outcome) {
        return new Subscriber(sender, outcome, clock, new Subscriber.Router() {
            @Override
            public QueryCall ask(QueryRequest query, QueryOutcome initialOutcome) {
                return askOne(query, sender, initialOutcome);
            }

            @Override
            public void open(UpdateSubscription subscription) {
                QueryRouter.this.open(subscription);
            }

            @Override
            public void close(UpdateSubscription subscription) {
                subscriptions.remove(subscription);
            }
        });
    }

    /** A handler that comes meanwhile finds the subscription here, so that one of the two brings it. */
    private void open(UpdateSubscription subscription) {
        if (!subscriptions.add(subscription)) {
            subscription.fail(RoutingFailure.DUPLICATE);
            return;
        }
        List<QueryHandlers.Entry> there = handlers.of(subscription.queryName());
        there.forEach(handler -> bring(subscription, handler));
        if (there.isEmpty()) {
            subscription.fail(RoutingFailure.NO_HANDLER);
        }
    }

    private void bring(UpdateSubscription subscription, QueryHandlers.Entry handler) {
        subscription.bringTo(handler.sink());
        if (!dispatcher.isConnected(handler.connection())) {
            subscription.leave(handler.sink());
        }
    }

    /** The names of the queries that have no answer yet, or not all; open subscriptions for updates do not count. */
    public List<String> underWay() {
        return dispatcher.underWay();
    }

    /** The queries that were dispatched so far. */
    public long dispatched() {
        return dispatcher.dispatched();
    }

    /** Refuses queries from now on; those that are under way may still be answered. */
    public void stopAccepting() {
        dispatcher.stopAccepting();
    }

    /** Ends the queries that have no answer yet. */
    public void giveUp() {
        dispatcher.giveUp();
    }

    /** Ends what has waited too long; to be called every now and then. */
    public void expire() {
        dispatcher.expire();
        subscriptions.expire(clock.instant());
    }

    /** A connected handler of queries. Thread-safe. */
    public final class Handler {
        private final HandlerConnection<PendingQuery> connection;
        private final QuerySink sink;

        private Handler(QuerySink sink) {
            this.connection = dispatcher.connect(new ToHandler(sink));
            this.sink = sink;
        }

        /**
         * Adds a query to what it handles.
         *
         * @param component
         *            the application that it is an instance of
         */
        public void subscribe(String queryName, String clientId, String component) {
            QueryHandlers.Entry entry = new QueryHandlers.Entry(connection, sink, clientId, component);
            handlers.add(queryName, entry);
            if (dispatcher.isConnected(connection)) {
                subscriptions.to(queryName).forEach(subscription -> bring(subscription, entry));
            } else {
                handlers.remove(queryName, connection);
            }
        }

        /**
         * No new query of that name comes; those that are here may still be answered. It ends the subscriptions for all
         * result types of the name: a client sends it when its last handler of the name is gone.
         */
        public void unsubscribe(String queryName) {
            handlers.remove(queryName, connection);
            subscriptions.to(queryName).forEach(subscription -> subscription.takeFrom(sink));
        }

        public void grant(long permits) {
            connection.grant(permits);
        }

        /** To be called when the sink has become ready. */
        public void resume() {
            connection.resume();
        }

        /** Passes one answer on to the sender; one that nobody waits for any more is dropped. */
        public void answer(QueryResponse response) {
            PendingQuery pending = connection.find(response.getRequestIdentifier());
            if (pending != null && !pending.hasEnded()) {
                pending.answered(response);
            }
        }

        /** The name of a query that it has; empty where it has none of that identifier. */
        public String nameOf(String queryId) {
            PendingQuery pending = connection.find(queryId);
            return pending == null ? "" : pending.name();
        }

        /** The name of the query of a subscription; empty where there is none of that identifier. */
        public String nameOfSubscribed(String subscriptionId) {
            UpdateSubscription subscription = subscriptions.find(subscriptionId);
            return subscription == null ? "" : subscription.queryName();
        }

        /** Ends the answers to a query with an error, whatever else it would answer. */
        public void fail(QueryResponse error) {
            PendingQuery pending = connection.remove(error.getRequestIdentifier());
            if (pending != null) {
                sink.cancel(error.getRequestIdentifier());
                pending.failWith(error);
            }
        }

        /** Ends the answers to a query. */
        public void complete(String queryId) {
            PendingQuery pending = connection.remove(queryId);
            if (pending != null) {
                pending.complete();
            }
        }

        /** It knows a subscription that was brought to it. */
        public void registered(String subscriptionId) {
            UpdateSubscription subscription = subscriptions.find(subscriptionId);
            if (subscription != null) {
                subscription.registeredBy(sink);
            }
        }

        /** Passes on what it has to say to a subscriber; where it was not asked by that one, it is dropped. */
        public void update(SubscriptionQueryResponse response) {
            UpdateSubscription subscription = subscriptions.find(response.getSubscriptionIdentifier());
            if (subscription != null) {
                subscription.said(sink, response);
            }
        }

        /** Removes the handler. What it may have seen fails; what it has not seen goes to another. */
        public void close() {
            dispatcher.disconnect(connection, () -> handlers.remove(connection));
            subscriptions.all().forEach(subscription -> subscription.leave(sink));
        }
    }

    /** Takes queries to their handler. */
    private record ToHandler(QuerySink sink) implements HandlerConnection.Sink<PendingQuery> {
        @Override
        public boolean isReady() {
            return sink.isReady();
        }

        @Override
        public void send(PendingQuery pending) {
            pending.sendTo(sink);
        }

        @Override
        public void cancel(String queryId) {
            sink.cancel(queryId);
        }
    }
}
