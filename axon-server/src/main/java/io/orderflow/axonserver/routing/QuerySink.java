package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryRequest;

/** A handler of queries, as the router sees it. Called on any thread; must not block. */
public interface QuerySink {

    void query(QueryRequest query);

    /** The sender of a query that was sent here wants no more answers. */
    void cancel(String queryId);
}
