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
import io.orderflow.axonserver.routing.Topology;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first service that a client speaks to: where to connect, and the stream of instructions in both directions. */
final class PlatformService extends PlatformServiceGrpc.PlatformServiceImplBase {

    private static final PlatformOutboundInstruction HEARTBEAT = PlatformOutboundInstruction.newBuilder()
            .setHeartbeat(Heartbeat.getDefaultInstance())
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(PlatformService.class);

    private final ConnectedClients clients;
    private final Topology topology;
    private final PlatformInfo info;
    private final Set<ClientStream> streams = ConcurrentHashMap.newKeySet();

    PlatformService(ConnectedClients clients, Topology topology, NodeInfo node) {
        this.clients = clients;
        this.topology = topology;
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
     * Lets every registered client see that the server is there, and disconnects those that have fallen silent, so that
     * nothing more is routed to them; to be called every now and then.
     */
    void beat() {
        streams.forEach(ClientStream::beat);
    }

    /** What a client sends. */
    private final class ClientStream
            extends
            InstructionStream<PlatformInboundInstruction, PlatformOutboundInstruction> {
        private final SerialObserver<PlatformOutboundInstruction> toClient;
        private final ConnectedClients.Connection connection;
        private final String context = CallScope.contextName();
        private volatile Topology.@Nullable Watch watch;
        private volatile boolean gone;

        ClientStream(SerialObserver<PlatformOutboundInstruction> toClient) {
            super(toClient, ack -> PlatformOutboundInstruction.newBuilder().setAck(ack).build());
            this.toClient = toClient;
            this.connection = clients.connect(CallScope.contextName(), toClient::onNext);
            open();
        }

        @Override
        public void onNext(PlatformInboundInstruction instruction) {
            connection.heard();
            switch (instruction.getRequestCase()) {
                case REGISTER -> {
                    connection.register(instruction.getRegister());
                    streams.add(this);
                    if (gone) {
                        streams.remove(this);
                    }
                    acknowledge(Acks.success(instruction.getInstructionId()));
                }
                case EVENT_PROCESSOR_INFO -> {
                    connection.processor(instruction.getEventProcessorInfo());
                    acknowledge(Acks.success(instruction.getInstructionId()));
                }
                case HEARTBEAT -> {
                    connection.heardHeartbeat();
                    acknowledge(Acks.success(instruction.getInstructionId()));
                }
                case ACK -> connection.acknowledged(instruction.getAck());
                case RESULT -> connection.finished(instruction.getResult());
                case SUBSCRIBE_TOPOLOGY_CHANGES -> {
                    acknowledge(Acks.success(instruction.getInstructionId()));
                    watchTopology();
                }
                case UNSUBSCRIBE_TOPOLOGY_CHANGES -> {
                    ignoreTopology();
                    acknowledge(Acks.success(instruction.getInstructionId()));
                }
                case REQUEST_NOT_SET -> acknowledge(Acks.unsupported(instruction.getInstructionId()));
            }
        }

        private void watchTopology() {
            ignoreTopology();
            watch = topology.watch(context, change -> toClient.onNext(TopologyMessages.of(change)));
            if (gone) {
                ignoreTopology();
            }
        }

        private void ignoreTopology() {
            Topology.Watch current = watch;
            if (current != null) {
                current.end();
            }
        }

        /** A client that does not read gets no heartbeats, so that they do not pile up, and falls silent with that. */
        private void beat() {
            if (connection.isSilent()) {
                LOG.warn("{} has answered no heartbeat for {}, and is disconnected", connection,
                        ConnectedClients.SILENCE_TIMEOUT);
                disconnectPeer("The client has answered no heartbeat for " + ConnectedClients.SILENCE_TIMEOUT);
                return;
            }
            connection.awaitAnswer();
            if (toClient.isReady()) {
                toClient.onNext(HEARTBEAT);
            }
        }

        @Override
        void forget() {
            gone = true;
            streams.remove(this);
            connection.close();
            ignoreTopology();
        }
    }
}
