package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;

/** A handler of queries, as the router sees it. Called on any thread; must not block. */
public interface QuerySink {

    /** Whether its connection has room for another query; where not, {@code resume} follows when it has. */
    boolean isReady();

    void query(QueryRequest query);

    /** The handler of a streaming query may send so many answers more. */
    void request(String queryId, long answers);

    /** The sender of a query that was sent here wants no more answers. */
    void cancel(String queryId);

    /** Somebody wants to hear of updates. {@link QueryRouter.Handler#registered} follows when the handler knows it. */
    void subscribe(SubscriptionQuery subscription);

    /** Nobody wants to hear of the updates of a subscription any more. */
    void unsubscribe(SubscriptionQuery subscription);
}
