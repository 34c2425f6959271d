package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;

/** A subscription query, as its subscriber sees it: what it may ask for, in any order. Thread-safe. */
public interface SubscriptionCall extends Cancellation {

    /** The subscriber takes so many updates more. */
    void grant(long updates);

    /** To be called when the subscriber takes messages again. */
    void resume();

    /** Brings the subscription to all handlers of its query, also to those that come later. Only the first counts. */
    void subscribe(SubscriptionQuery subscription);

    /** The subscriber wants no more updates; an initial result that it has asked for still comes. */
    void unsubscribe();

    /** Asks one of the handlers for the result as it is now. */
    void askInitialResult(QueryRequest query);
}
