package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryUpdateCompleteExceptionally;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryRequest;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryResponse;
import io.orderflow.axonserver.routing.RoutingFailure;
import io.orderflow.axonserver.routing.SubscriptionCall;
import io.orderflow.axonserver.routing.SubscriptionOutcome;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One subscription query of a client. gRPC calls it by one thread at a time; the outcome comes from any. The stream ends
 * when the client has ended it and has the initial results that it asked for.
 */
final class SubscriberStream extends LastingStream<SubscriptionQueryRequest, SubscriptionQueryResponse>
        implements
        SubscriptionOutcome {

    private final SerialObserver<SubscriptionQueryResponse> toClient;
    private final SubscriptionCall call;

    /** What the end has to wait for: the client's own end, and initial results. */
    private final AtomicInteger pending = new AtomicInteger(1);
    private volatile boolean left;
    private volatile String subscriptionId = "";
    private volatile String queryName = "";

    SubscriberStream(SerialObserver<SubscriptionQueryResponse> toClient) {
        super(toClient);
        this.toClient = toClient;
        this.call = CallScope.context().queries().subscriber(CallScope.peer().sender(), this);
        toClient.onReady(call::resume);
        open();
    }

    @Override
    @SuppressWarnings("deprecation") // The connector still asks for initial results in this way.
    public void onNext(SubscriptionQueryRequest message) {
        if (left) {
            return;
        }
        switch (message.getRequestCase()) {
            case SUBSCRIBE -> {
                SubscriptionQuery subscription = identified(message.getSubscribe());
                call.subscribe(subscription);
            }
            case GET_INITIAL_RESULT -> {
                pending.incrementAndGet();
                call.askInitialResult(identified(message.getGetInitialResult()).getQueryRequest());
            }
            case FLOW_CONTROL -> call.grant(message.getFlowControl().getNumberOfPermits());
            case UNSUBSCRIBE -> leave();
            case REQUEST_NOT_SET -> {
                close();
                toClient.onError(ErrorCode.INVALID_REQUEST.with("A request of a subscription query is empty"));
            }
        }
    }

    /** The subscription and its query go by one identifier where only one of the two has any. */
    private SubscriptionQuery identified(SubscriptionQuery given) {
        QueryRequest query = given.getQueryRequest();
        String known = subscriptionId.isEmpty() ? UUID.randomUUID().toString() : subscriptionId;
        String queryId = query.getMessageIdentifier().isEmpty() ? known : query.getMessageIdentifier();
        subscriptionId = given.getSubscriptionIdentifier().isEmpty() ? queryId : given.getSubscriptionIdentifier();
        queryName = query.getQuery();
        return given.toBuilder()
                .setSubscriptionIdentifier(subscriptionId)
                .setQueryRequest(query.toBuilder().setMessageIdentifier(queryId))
                .build();
    }

    private void leave() {
        if (!left) {
            left = true;
            call.unsubscribe();
            endOne();
        }
    }

    private void endOne() {
        if (pending.decrementAndGet() == 0) {
            close();
            toClient.onCompleted();
        }
    }

    @Override
    public void onCompleted() {
        leave();
    }

    @Override
    void forget() {
        call.cancel();
    }

    @Override
    public boolean isReady() {
        return toClient.isReady();
    }

    @Override
    public void initialResult(QueryResponse response) {
        toClient.onNext(message().setInitialResult(response).build());
        endOne();
    }

    @Override
    public void noInitialResult(RoutingFailure failure) {
        initialResult(QueryService.failure(queryName, subscriptionId, failure));
    }

    @Override
    public void update(SubscriptionQueryResponse response) {
        toClient.onNext(response);
    }

    /** Where nobody handles the query the connector expects the end of the call, with nothing but the code as its text. */
    @Override
    public void failed(RoutingFailure failure) {
        ErrorCode code = QueryService.code(failure);
        if (failure == RoutingFailure.NO_HANDLER) {
            left = true;
            close();
            toClient.onError(code.bare());
            return;
        }
        QueryUpdateCompleteExceptionally end = QueryUpdateCompleteExceptionally.newBuilder()
                .setErrorCode(code.code())
                .setErrorMessage(code.message(Errors.ofRouting(failure, "subscription query", queryName)))
                .build();
        toClient.onNext(message().setCompleteExceptionally(end).build());
    }

    private SubscriptionQueryResponse.Builder message() {
        return SubscriptionQueryResponse.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setSubscriptionIdentifier(subscriptionId);
    }
}
