package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformInfo;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Consumer;

/**
 * A server that keeps the protocol and does nothing: appends are confirmed and forgotten, reads answered from memory,
 * messages handed to the one handler there is. What it reaches, no server can surpass with this connector and transport.
 */
final class IdleServices {

    static final String NAME = "ceiling";

    private IdleServices() {}

    static List<BindableService> all() {
        return List.of(new Platform(), new IdleEvents(), new IdleCommands(), new IdleQueries());
    }

    /** Tells each client to stay. */
    private static final class Platform extends PlatformServiceGrpc.PlatformServiceImplBase {

        @Override
        public void getPlatformServer(ClientIdentification client, StreamObserver<PlatformInfo> caller) {
            caller.onNext(PlatformInfo.newBuilder()
                    .setPrimary(NodeInfo.newBuilder().setNodeName(NAME))
                    .setSameConnection(true)
                    .build());
            caller.onCompleted();
        }

        @Override
        public StreamObserver<PlatformInboundInstruction> openStream(
                StreamObserver<PlatformOutboundInstruction> caller) {
            return new Incoming<>(instruction -> {}, caller);
        }
    }

    /** What a client sends on a stream that lasts as long as it is there. */
    record Incoming<T>(Consumer<T> consumer, StreamObserver<?> caller) implements StreamObserver<T> {
        @Override
        public void onNext(T message) {
            consumer.accept(message);
        }

        @Override
        public void onError(Throwable gone) {
            // Nothing is kept of it.
        }

        @Override
        public void onCompleted() {
            caller.onCompleted();
        }
    }
}
