package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.FlowControl;
import io.axoniq.axonserver.grpc.command.CommandProviderInbound;
import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.axoniq.axonserver.grpc.command.CommandSubscription;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.Heartbeat;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.axoniq.axonserver.grpc.query.QueryProviderInbound;
import io.axoniq.axonserver.grpc.query.QueryProviderOutbound;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc;
import io.axoniq.axonserver.grpc.query.QuerySubscription;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client with a handler of commands and one of queries, that answers heartbeats while it is told to. Everything
 * happens on
 * the thread that calls it or the server.
 */
final class SilentClient implements AutoCloseable {

    /** The names of what it handles. */
    static final String MESSAGE_NAME = "work";

    private final ManagedChannel channel;
    private final String clientId;
    private final List<Status.Code> ends = new ArrayList<>();
    private int heartbeats;
    private int commands;
    private boolean answering = true;

    SilentClient(String serverName, String clientId) {
        this.channel = InProcessChannelBuilder.forName(serverName).directExecutor().build();
        this.clientId = clientId;
    }

    void connect() {
        Link<PlatformInboundInstruction, PlatformOutboundInstruction> platform = new Link<>();
        platform.toServer = PlatformServiceGrpc.newStub(channel).openStream(platform);
        platform.received = instruction -> answer(instruction, platform.toServer);
        platform.toServer.onNext(PlatformInboundInstruction.newBuilder()
                .setRegister(ClientIdentification.newBuilder().setClientId(clientId)).build());

        Link<CommandProviderOutbound, CommandProviderInbound> commandLink = new Link<>();
        commandLink.toServer = CommandServiceGrpc.newStub(channel).openStream(commandLink);
        commandLink.received = message -> commands += message.hasCommand() ? 1 : 0;
        commandLink.toServer.onNext(CommandProviderOutbound.newBuilder()
                .setSubscribe(CommandSubscription.newBuilder().setCommand(MESSAGE_NAME).setClientId(clientId)).build());
        commandLink.toServer.onNext(
                CommandProviderOutbound.newBuilder().setFlowControl(FlowControl.newBuilder().setPermits(100)).build());

        Link<QueryProviderOutbound, QueryProviderInbound> queryLink = new Link<>();
        queryLink.toServer = QueryServiceGrpc.newStub(channel).openStream(queryLink);
        queryLink.toServer.onNext(QueryProviderOutbound.newBuilder()
                .setSubscribe(QuerySubscription.newBuilder().setQuery(MESSAGE_NAME).setClientId(clientId)).build());
    }

    private void answer(PlatformOutboundInstruction instruction, StreamObserver<PlatformInboundInstruction> toServer) {
        if (instruction.hasHeartbeat()) {
            heartbeats++;
            if (answering) {
                toServer.onNext(
                        PlatformInboundInstruction.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build());
            }
        }
    }

    SilentClient answering(boolean answers) {
        answering = answers;
        return this;
    }

    ManagedChannel channel() {
        return channel;
    }

    int heartbeats() {
        return heartbeats;
    }

    int commands() {
        return commands;
    }

    /** How the server ended its streams. */
    List<Status.Code> ends() {
        return ends;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** One of its streams. */
    private final class Link<O, I> implements StreamObserver<I> {
        private StreamObserver<O> toServer = new Nowhere<>();
        private Consumer<I> received = message -> {};

        @Override
        public void onNext(I message) {
            received.accept(message);
        }

        @Override
        public void onError(Throwable error) {
            ends.add(Status.fromThrowable(error).getCode());
        }

        @Override
        public void onCompleted() {
            ends.add(Status.Code.OK);
        }
    }

    /** Stands for a stream until it is open. */
    private static final class Nowhere<O> implements StreamObserver<O> {
        @Override
        public void onNext(O message) {
            throw new IllegalStateException("Not open yet");
        }

        @Override
        public void onError(Throwable error) {
            throw new IllegalStateException("Not open yet", error);
        }

        @Override
        public void onCompleted() {
            throw new IllegalStateException("Not open yet");
        }
    }
}
