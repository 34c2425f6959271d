package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryResponse;

/**
 * Where the results of a query go: any number of answers, then exactly one end. The calls come one after another, from
 * any thread, except for {@link #isReady()}.
 */
public interface QueryOutcome {

    /** Whether the sender takes another answer; where not, {@link QueryCall#resume()} follows when it does. */
    boolean isReady();

    void answered(QueryResponse response);

    void completed();

    void failed(RoutingFailure failure);
}
