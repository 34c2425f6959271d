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
 * The idle server, which keeps the protocol and does nothing: it confirms appends without storing them, answers reads
 * from memory, and passes messages to the one handler. No server can be faster with this connector and transport.
 */
final class IdleServices {

    static final String NAME = "ceiling";

    private IdleServices() {}

    static List<BindableService> all() {
        return List.of(new Platform(), new IdleEvents(), new IdleCommands(), new IdleQueries());
    }

    /** Answers each client that this server is the one to use. */
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
            return new RequestStream<>(instruction -> {}, caller);
        }
    }

    /** Receives the messages of a client on a stream that lasts as long as the client is connected. */
    record RequestStream<T>(Consumer<T> consumer, StreamObserver<?> caller) implements StreamObserver<T> {
        @Override
        public void onNext(T message) {
            consumer.accept(message);
        }

        @Override
        public void onError(Throwable gone) {
            // The client is gone, and the server has no state of it.
        }

        @Override
        public void onCompleted() {
            caller.onCompleted();
        }
    }
}
