package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.Heartbeat;
import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformInfo;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.routing.ConnectedClients;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The first service that a client speaks to: where to connect, and the stream of instructions in both directions. */
final class PlatformService extends PlatformServiceGrpc.PlatformServiceImplBase {

    private static final PlatformOutboundInstruction HEARTBEAT = PlatformOutboundInstruction.newBuilder().setHeartbeat(
            Heartbeat.getDefaultInstance()).build();

    private final ConnectedClients clients;
    private final PlatformInfo info;
    private final Set<ClientStream> streams = ConcurrentHashMap.newKeySet();

    PlatformService(ConnectedClients clients, NodeInfo node) {
        this.clients = clients;
        this.info = PlatformInfo.newBuilder().setPrimary(node).setSameConnection(true).build();
    }

    @Override
    public void getPlatformServer(ClientIdentification client, StreamObserver<PlatformInfo> caller) {
        Replies.send(Replies.open(caller), info);
    }

    @Override
    public StreamObserver<PlatformInboundInstruction> openStream(StreamObserver<PlatformOutboundInstruction> caller) {
        return new ClientStream(SerialObserver.of(caller));
    }

    /**
     * Lets every registered client see that the server is there; to be called every now and then. A client that does not
     * read gets none, so that they do not pile up.
     */
    void beat() {
        for (ClientStream stream : streams) {
            if (stream.toClient.isReady()) {
                stream.toClient.onNext(HEARTBEAT);
            }
        }
    }

    /** What a client sends. */
    private final class ClientStream
            extends
            InstructionStream<PlatformInboundInstruction, PlatformOutboundInstruction> {
        private final SerialObserver<PlatformOutboundInstruction> toClient;
        private final ConnectedClients.Connection connection = clients.connect();

        ClientStream(SerialObserver<PlatformOutboundInstruction> toClient) {
            super(toClient, ack -> PlatformOutboundInstruction.newBuilder().setAck(ack).build());
            this.toClient = toClient;
        }

        @Override
        public void onNext(PlatformInboundInstruction instruction) {
            connection.heard();
            switch (instruction.getRequestCase()) {
                case REGISTER -> {
                    connection.register(instruction.getRegister());
                    streams.add(this);
                    acknowledge(Acks.success(instruction.getInstructionId()));
                }
                case EVENT_PROCESSOR_INFO -> {
                    connection.processor(instruction.getEventProcessorInfo());
                    acknowledge(Acks.success(instruction.getInstructionId()));
                }
                case HEARTBEAT -> acknowledge(Acks.success(instruction.getInstructionId()));
                case ACK, RESULT -> {
                    // The server gives no instructions yet whose outcome it would wait for.
                }
                case SUBSCRIBE_TOPOLOGY_CHANGES, UNSUBSCRIBE_TOPOLOGY_CHANGES, REQUEST_NOT_SET ->
                    acknowledge(Acks.unsupported(instruction.getInstructionId()));
            }
        }

        @Override
        void close() {
            streams.remove(this);
            connection.close();
        }
    }
}
