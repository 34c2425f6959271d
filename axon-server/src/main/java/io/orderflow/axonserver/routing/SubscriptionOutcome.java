package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryResponse;

/**
 * A subscriber, as the router sees it. The updates come in order, from any thread; the initial result may come between
 * them.
 */
public interface SubscriptionOutcome {

    /** Whether it takes another update; where not, {@link SubscriptionCall#resume()} follows when it does. */
    boolean isReady();

    /** The initial result: this, or why there is none. Called once for each time that it was asked for. */
    void initialResult(QueryResponse response);

    void noInitialResult(RoutingFailure failure);

    /** An update, or the word of the handlers that none will follow. */
    void update(SubscriptionQueryResponse response);

    /** The server ended the subscription: no update follows. */
    void failed(RoutingFailure failure);
}
