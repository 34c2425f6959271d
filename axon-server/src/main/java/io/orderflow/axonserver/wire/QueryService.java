package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.query.QueryFlowControl;
import io.axoniq.axonserver.grpc.query.QueryProviderInbound;
import io.axoniq.axonserver.grpc.query.QueryProviderOutbound;
import io.axoniq.axonserver.grpc.query.QueryReference;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc;
import io.axoniq.axonserver.grpc.query.QuerySubscription;
import io.axoniq.axonserver.grpc.query.QueryUpdateCompleteExceptionally;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryRequest;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryResponse;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.routing.QueryCall;
import io.orderflow.axonserver.routing.QueryOutcome;
import io.orderflow.axonserver.routing.QueryRouter;
import io.orderflow.axonserver.routing.QuerySink;
import io.orderflow.axonserver.routing.RoutingFailure;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries and subscription queries, and the streams of their handlers. */
final class QueryService extends QueryServiceGrpc.QueryServiceImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(QueryService.class);

    private final int maxMessageBytes;

    /**
     * @param maxMessageBytes
     *            the largest message that clients read
     */
    QueryService(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public StreamObserver<QueryProviderOutbound> openStream(StreamObserver<QueryProviderInbound> caller) {
        return new HandlerStream(SerialObserver.of(caller));
    }

    @Override
    public void query(QueryRequest query, StreamObserver<QueryResponse> caller) {
        SerialObserver<QueryResponse> sender = SerialObserver.of(caller);
        QueryRequest identified = query.getMessageIdentifier().isEmpty()
                ? query.toBuilder().setMessageIdentifier(UUID.randomUUID().toString()).build()
                : query;
        Reply reply = new Reply(identified.getQuery(), identified.getMessageIdentifier(), sender);
        QueryCall asked = CallScope.context().queries().ask(identified, CallScope.peer().sender(), reply);
        sender.onReady(asked::resume);
        sender.onCancel(asked::cancel);
    }

    @Override
    public StreamObserver<SubscriptionQueryRequest> subscription(StreamObserver<SubscriptionQueryResponse> caller) {
        return new SubscriberStream(SerialObserver.of(caller));
    }

    /** Tells the sender of a query why it gets no answer. */
    static QueryResponse failure(String queryName, String queryId, RoutingFailure failure) {
        ErrorCode code = code(failure);
        return QueryResponse.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setRequestIdentifier(queryId)
                .setErrorCode(code.code())
                .setErrorMessage(code.message(Errors.ofRouting(failure, "query", queryName)))
                .build();
    }

    static ErrorCode code(RoutingFailure failure) {
        return failure == RoutingFailure.NO_HANDLER ? ErrorCode.NO_HANDLER_FOR_QUERY : ErrorCode.QUERY_DISPATCH_ERROR;
    }

    /** Takes the results of a query to its sender. */
    private record Reply(String queryName, String queryId, SerialObserver<QueryResponse> sender)
            implements
            QueryOutcome {
        @Override
        public boolean isReady() {
            return sender.isReady();
        }

        @Override
        public void answered(QueryResponse response) {
            sender.onNext(response);
        }

        @Override
        public void completed() {
            sender.onCompleted();
        }

        @Override
        public void failed(RoutingFailure failure) {
            sender.onNext(failure(queryName, queryId, failure));
            sender.onCompleted();
        }
    }

    /**
     * Takes queries to their handler.
     *
     * @param unregistered
     *            the subscriptions that the handler was sent and has not acknowledged, in their order
     */
    private record ToHandler(SerialObserver<QueryProviderInbound> stream, Queue<String> unregistered)
            implements
            QuerySink {

        /** The connector acknowledges a message before it handles it, so that another one asks for that. */
        private static final QueryProviderInbound ACKNOWLEDGED = QueryProviderInbound.newBuilder()
                .setInstructionId("registered")
                .setAck(InstructionAck.newBuilder().setSuccess(true))
                .build();

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void query(QueryRequest query) {
            stream.onNext(QueryProviderInbound.newBuilder().setQuery(query).build());
        }

        @Override
        public void request(String queryId, long answers) {
            QueryFlowControl more = QueryFlowControl.newBuilder().setQueryReference(reference(queryId))
                    .setPermits(answers).build();
            stream.onNext(QueryProviderInbound.newBuilder().setQueryFlowControl(more).build());
        }

        @Override
        public void cancel(String queryId) {
            stream.onNext(QueryProviderInbound.newBuilder().setQueryCancel(reference(queryId)).build());
        }

        private static QueryReference reference(String queryId) {
            return QueryReference.newBuilder().setRequestId(queryId).build();
        }

        @Override
        public void subscribe(SubscriptionQuery subscription) {
            send(SubscriptionQueryRequest.newBuilder().setSubscribe(subscription));
            stream.onNext(ACKNOWLEDGED, () -> unregistered.add(subscription.getSubscriptionIdentifier()));
        }

        @Override
        public void unsubscribe(SubscriptionQuery subscription) {
            send(SubscriptionQueryRequest.newBuilder().setUnsubscribe(subscription));
        }

        private void send(SubscriptionQueryRequest.Builder request) {
            stream.onNext(QueryProviderInbound.newBuilder().setSubscriptionQueryRequest(request).build());
        }
    }

    /** What a handler sends. */
    private final class HandlerStream extends InstructionStream<QueryProviderOutbound, QueryProviderInbound> {
        private final Queue<String> unregistered = new ConcurrentLinkedQueue<>();
        private final QueryRouter.Handler handler;
        private String client = "a client";

        HandlerStream(SerialObserver<QueryProviderInbound> toHandler) {
            super(toHandler, ack -> QueryProviderInbound.newBuilder().setAck(ack).build());
            this.handler = CallScope.context().queries().connect(new ToHandler(toHandler, unregistered));
            toHandler.onReady(handler::resume);
            open();
        }

        @Override
        public void onNext(QueryProviderOutbound message) {
            switch (message.getRequestCase()) {
                case SUBSCRIBE -> {
                    client = message.getSubscribe().getClientId() + " (" + componentOf(message.getSubscribe()) + ')';
                    handler.subscribe(message.getSubscribe().getQuery(), message.getSubscribe().getClientId(),
                            componentOf(message.getSubscribe()));
                    acknowledge(Acks.success(message.getInstructionId()));
                }
                case UNSUBSCRIBE -> {
                    handler.unsubscribe(message.getUnsubscribe().getQuery());
                    acknowledge(Acks.success(message.getInstructionId()));
                }
                case FLOW_CONTROL -> handler.grant(message.getFlowControl().getPermits());
                case QUERY_RESPONSE -> answer(message.getQueryResponse());
                case QUERY_COMPLETE -> handler.complete(message.getQueryComplete().getRequestId());
                case ACK -> registered();
                case SUBSCRIPTION_QUERY_RESPONSE -> update(message.getSubscriptionQueryResponse());
                case REQUEST_NOT_SET -> acknowledge(Acks.unsupported(message.getInstructionId()));
            }
        }

        private void answer(QueryResponse response) {
            int bytes = LargeAnswers.bytesOf(response.getErrorMessage());
            if (bytes == 0) {
                handler.answer(response);
            } else {
                String name = handler.nameOf(response.getRequestIdentifier());
                handler.fail(response.toBuilder()
                        .setErrorMessage(tooLarge("The answer of client " + client + " to query " + name, bytes))
                        .build());
            }
        }

        private void update(SubscriptionQueryResponse response) {
            QueryUpdateCompleteExceptionally end = response.getCompleteExceptionally();
            int bytes = LargeAnswers.bytesOf(end.getErrorMessage());
            if (bytes == 0) {
                handler.update(response);
            } else {
                String name = handler.nameOfSubscribed(response.getSubscriptionIdentifier());
                handler.update(response.toBuilder().setCompleteExceptionally(end.toBuilder().setErrorMessage(
                        tooLarge("An update of client " + client + " to subscription query " + name, bytes))).build());
            }
        }

        private ErrorMessage tooLarge(String what, int bytes) {
            String sentence = MessageLimit.sentence(what, bytes, maxMessageBytes);
            LOG.warn("{}", sentence);
            return ErrorCode.MESSAGE_TOO_LARGE.message(sentence);
        }

        /** Nothing else asks for an acknowledgement, and the connector's do not say what they are of. */
        private void registered() {
            String subscriptionId = unregistered.poll();
            if (subscriptionId != null) {
                handler.registered(subscriptionId);
            }
        }

        /** One that does not say whose instance it is stands for itself. */
        private static String componentOf(QuerySubscription subscription) {
            return subscription.getComponentName().isEmpty()
                    ? subscription.getClientId()
                    : subscription.getComponentName();
        }

        @Override
        void forget() {
            handler.close();
        }
    }
}
