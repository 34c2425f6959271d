package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandProviderInbound;
import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes every command to the handler that registered last, whatever its permits, and passes its answer back. */
final class IdleCommands extends CommandServiceGrpc.CommandServiceImplBase {

    private final Map<String, StreamObserver<CommandResponse>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable StreamObserver<CommandProviderInbound> handler;

    @Override
    public StreamObserver<CommandProviderOutbound> openStream(StreamObserver<CommandProviderInbound> caller) {
        return new IdleServices.RequestStream<>(message -> {
            if (message.hasSubscribe()) {
                handler = caller;
                send(caller, CommandProviderInbound.newBuilder().setAck(InstructionAck.newBuilder()
                        .setInstructionId(message.getInstructionId()).setSuccess(true)).build());
            } else if (message.hasCommandResponse()) {
                answer(message.getCommandResponse());
            }
        }, caller);
    }

    private void answer(CommandResponse response) {
        StreamObserver<CommandResponse> caller = waiting.remove(response.getRequestIdentifier());
        if (caller != null) {
            caller.onNext(response);
            caller.onCompleted();
        }
    }

    @Override
    public void dispatch(Command command, StreamObserver<CommandResponse> caller) {
        waiting.put(command.getMessageIdentifier(), caller);
        send(Objects.requireNonNull(handler), CommandProviderInbound.newBuilder().setCommand(command).build());
    }

    private static void send(StreamObserver<CommandProviderInbound> to, CommandProviderInbound message) {
        synchronized (to) {
            to.onNext(message);
        }
    }
}
