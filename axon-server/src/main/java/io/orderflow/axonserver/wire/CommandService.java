package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandProviderInbound;
import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.axoniq.axonserver.grpc.command.CommandSubscription;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.routing.Cancellation;
import io.orderflow.axonserver.routing.CommandOutcome;
import io.orderflow.axonserver.routing.CommandRouter;
import io.orderflow.axonserver.routing.RoutingFailure;
import java.util.UUID;

/** Commands: their handlers' streams, and their dispatch. */
final class CommandService extends CommandServiceGrpc.CommandServiceImplBase {

    @Override
    public StreamObserver<CommandProviderOutbound> openStream(StreamObserver<CommandProviderInbound> caller) {
        return new HandlerStream(SerialObserver.of(caller));
    }

    @Override
    public void dispatch(Command command, StreamObserver<CommandResponse> caller) {
        ServerCallStreamObserver<CommandResponse> call = Replies.open(caller);
        Command identified = command.getMessageIdentifier().isEmpty()
                ? command.toBuilder().setMessageIdentifier(UUID.randomUUID().toString()).build()
                : command;
        Cancellation dispatched = CallScope.context().commands().dispatch(identified, new Reply(identified, call));
        call.setOnCancelHandler(dispatched::cancel);
    }

    private static CommandResponse failure(Command command, RoutingFailure failure) {
        ErrorCode code = failure == RoutingFailure.NO_HANDLER
                ? ErrorCode.NO_HANDLER_FOR_COMMAND
                : ErrorCode.COMMAND_DISPATCH_ERROR;
        String message = Errors.ofRouting(failure, "command " + command.getName());
        return CommandResponse.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setRequestIdentifier(command.getMessageIdentifier())
                .setErrorCode(code.code())
                .setErrorMessage(code.message(message))
                .build();
    }

    /** Takes the outcome of a command to its sender. */
    private record Reply(Command command, ServerCallStreamObserver<CommandResponse> call) implements CommandOutcome {
        @Override
        public void answered(CommandResponse response) {
            Replies.send(call, response);
        }

        @Override
        public void failed(RoutingFailure failure) {
            Replies.send(call, failure(command, failure));
        }
    }

    /** What a handler sends. */
    private final class HandlerStream extends InstructionStream<CommandProviderOutbound, CommandProviderInbound> {
        private final CommandRouter.Handler handler;

        HandlerStream(SerialObserver<CommandProviderInbound> toHandler) {
            super(toHandler, ack -> CommandProviderInbound.newBuilder().setAck(ack).build());
            this.handler = CallScope.context().commands().connect(
                    command -> toHandler.onNext(CommandProviderInbound.newBuilder().setCommand(command).build()));
        }

        @Override
        public void onNext(CommandProviderOutbound message) {
            switch (message.getRequestCase()) {
                case SUBSCRIBE -> {
                    CommandSubscription subscription = message.getSubscribe();
                    handler.subscribe(subscription.getCommand(), subscription.getClientId(),
                            subscription.getLoadFactor());
                    acknowledge(Acks.success(message.getInstructionId()));
                }
                case UNSUBSCRIBE -> {
                    handler.unsubscribe(message.getUnsubscribe().getCommand());
                    acknowledge(Acks.success(message.getInstructionId()));
                }
                case FLOW_CONTROL -> handler.grant(message.getFlowControl().getPermits());
                case COMMAND_RESPONSE -> handler.answer(message.getCommandResponse());
                case ACK -> {
                    // Commands are sent without an instruction id, so there is nothing that an acknowledgement could
                    // be of.
                }
                case REQUEST_NOT_SET -> acknowledge(Acks.unsupported(message.getInstructionId()));
            }
        }

        @Override
        void forget() {
            handler.close();
        }
    }
}
