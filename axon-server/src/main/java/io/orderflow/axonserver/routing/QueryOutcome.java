package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryResponse;

/** Where the results of a query go: any number of answers, then exactly one end. The calls may come from any thread. */
public interface QueryOutcome {

    void answered(QueryResponse response);

    void completed();

    void failed(RoutingFailure failure);
}
