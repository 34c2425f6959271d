package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.query.QueryProviderInbound;
import io.axoniq.axonserver.grpc.query.QueryProviderOutbound;
import io.axoniq.axonserver.grpc.query.QueryReference;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.routing.Cancellation;
import io.orderflow.axonserver.routing.QueryOutcome;
import io.orderflow.axonserver.routing.QueryRouter;
import io.orderflow.axonserver.routing.QuerySink;
import io.orderflow.axonserver.routing.RoutingFailure;
import java.util.UUID;

/** Queries: their handlers' streams, and point-to-point queries. */
final class QueryService extends QueryServiceGrpc.QueryServiceImplBase {

    @Override
    public StreamObserver<QueryProviderOutbound> openStream(StreamObserver<QueryProviderInbound> caller) {
        return new HandlerStream(SerialObserver.of(caller));
    }

    @Override
    public void query(QueryRequest query, StreamObserver<QueryResponse> caller) {
        SerialObserver<QueryResponse> sender = SerialObserver.of(caller);
        if (isScatterGather(query)) {
            sender.onError(Status.UNIMPLEMENTED.withDescription(
                    "Scatter-gather queries are not supported").asRuntimeException());
            return;
        }
        QueryRequest identified = query.getMessageIdentifier().isEmpty()
                ? query.toBuilder().setMessageIdentifier(UUID.randomUUID().toString()).build()
                : query;
        Cancellation asked = CallScope.context().queries().ask(identified, new Reply(identified, sender));
        sender.onCancel(asked::cancel);
    }

    /** A query that names no number of results wants one handler's. */
    private static boolean isScatterGather(QueryRequest query) {
        for (ProcessingInstruction instruction : query.getProcessingInstructionsList()) {
            if (instruction.getKey() == ProcessingKey.NR_OF_RESULTS) {
                long results = instruction.getValue().getNumberValue();
                return results != 0 && results != 1;
            }
        }
        return false;
    }

    private static QueryResponse failure(QueryRequest query, RoutingFailure failure) {
        ErrorCode code = failure == RoutingFailure.NO_HANDLER
                ? ErrorCode.NO_HANDLER_FOR_QUERY
                : ErrorCode.QUERY_DISPATCH_ERROR;
        String message = Errors.ofRouting(failure, "query " + query.getQuery());
        return QueryResponse.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setRequestIdentifier(query.getMessageIdentifier())
                .setErrorCode(code.code())
                .setErrorMessage(code.message(message))
                .build();
    }

    /** Takes the results of a query to its sender. */
    private record Reply(QueryRequest query, SerialObserver<QueryResponse> sender) implements QueryOutcome {
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
            sender.onNext(failure(query, failure));
            sender.onCompleted();
        }
    }

    /** Takes queries to their handler. */
    private record ToHandler(SerialObserver<QueryProviderInbound> stream) implements QuerySink {
        @Override
        public void query(QueryRequest query) {
            stream.onNext(QueryProviderInbound.newBuilder().setQuery(query).build());
        }

        @Override
        public void cancel(String queryId) {
            stream.onNext(QueryProviderInbound.newBuilder()
                    .setQueryCancel(QueryReference.newBuilder().setRequestId(queryId)).build());
        }
    }

    /** What a handler sends. */
    private final class HandlerStream extends InstructionStream<QueryProviderOutbound, QueryProviderInbound> {
        private final QueryRouter.Handler handler;

        HandlerStream(SerialObserver<QueryProviderInbound> toHandler) {
            super(toHandler, ack -> QueryProviderInbound.newBuilder().setAck(ack).build());
            this.handler = CallScope.context().queries().connect(new ToHandler(toHandler));
        }

        @Override
        public void onNext(QueryProviderOutbound message) {
            switch (message.getRequestCase()) {
                case SUBSCRIBE -> {
                    handler.subscribe(message.getSubscribe().getQuery());
                    acknowledge(Acks.success(message.getInstructionId()));
                }
                case UNSUBSCRIBE -> {
                    handler.unsubscribe(message.getUnsubscribe().getQuery());
                    acknowledge(Acks.success(message.getInstructionId()));
                }
                case FLOW_CONTROL -> handler.grant(message.getFlowControl().getPermits());
                case QUERY_RESPONSE -> handler.answer(message.getQueryResponse());
                case QUERY_COMPLETE -> handler.complete(message.getQueryComplete().getRequestId());
                case ACK -> {
                    // Queries are sent without an instruction id, so there is nothing that an acknowledgement could
                    // be of.
                }
                case SUBSCRIPTION_QUERY_RESPONSE, REQUEST_NOT_SET ->
                    acknowledge(Acks.unsupported(message.getInstructionId()));
            }
        }

        @Override
        void forget() {
            handler.close();
        }
    }
}
