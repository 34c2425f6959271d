package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.query.QueryProviderInbound;
import io.axoniq.axonserver.grpc.query.QueryProviderOutbound;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes every query to the handler that registered last, whatever its permits, and passes its answers back. */
final class IdleQueries extends QueryServiceGrpc.QueryServiceImplBase {

    private final Map<String, ServerCallStreamObserver<QueryResponse>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable StreamObserver<QueryProviderInbound> handler;

    @Override
    public StreamObserver<QueryProviderOutbound> openStream(StreamObserver<QueryProviderInbound> caller) {
        return new IdleServices.RequestStream<>(message -> {
            switch (message.getRequestCase()) {
                case SUBSCRIBE -> {
                    handler = caller;
                    send(caller, QueryProviderInbound.newBuilder().setAck(InstructionAck.newBuilder()
                            .setInstructionId(message.getInstructionId()).setSuccess(true)).build());
                }
                case QUERY_RESPONSE -> answer(message.getQueryResponse());
                case QUERY_COMPLETE -> complete(message.getQueryComplete().getRequestId());
                default -> {
                    // The server ignores permits and other instructions.
                }
            }
        }, caller);
    }

    private void answer(QueryResponse response) {
        ServerCallStreamObserver<QueryResponse> caller = waiting.get(response.getRequestIdentifier());
        if (caller != null && !caller.isCancelled()) {
            caller.onNext(response);
        }
    }

    private void complete(String id) {
        ServerCallStreamObserver<QueryResponse> caller = waiting.remove(id);
        if (caller != null && !caller.isCancelled()) {
            caller.onCompleted();
        }
    }

    @Override
    public void query(QueryRequest query, StreamObserver<QueryResponse> caller) {
        ServerCallStreamObserver<QueryResponse> call = (ServerCallStreamObserver<QueryResponse>) caller;
        call.setOnCancelHandler(() -> {});
        waiting.put(query.getMessageIdentifier(), call);
        send(Objects.requireNonNull(handler), QueryProviderInbound.newBuilder().setQuery(query).build());
    }

    private static void send(StreamObserver<QueryProviderInbound> to, QueryProviderInbound message) {
        synchronized (to) {
            to.onNext(message);
        }
    }
}
