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
import io.orderflow.axonserver.routing.CommandSink;
import io.orderflow.axonserver.routing.RoutingFailure;
import io.orderflow.axonserver.routing.Sender;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands: their handlers' streams, and their dispatch. */
final class CommandService extends CommandServiceGrpc.CommandServiceImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(CommandService.class);

    private final int maxMessageBytes;

    /**
     * @param maxMessageBytes
     *            the largest message that clients read
     */
    CommandService(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

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
        Sender sender = CallScope.peer().sender();
        Reply reply = new Reply(identified.getName(), identified.getMessageIdentifier(), sender, call);
        call.setOnCloseHandler(reply::wasRead);
        Cancellation dispatched = CallScope.context().commands().dispatch(identified, sender, reply);
        call.setOnCancelHandler(() -> {
            dispatched.cancel();
            reply.wasRead();
        });
    }

    /** Takes the outcome of a command to its sender, and counts it as kept until it is on its way. */
    private static final class Reply implements CommandOutcome {
        private final String commandName;
        private final String commandId;
        private final Sender sender;
        private final ServerCallStreamObserver<CommandResponse> call;
        private final AtomicLong unreadBytes = new AtomicLong();

        Reply(String commandName, String commandId, Sender sender, ServerCallStreamObserver<CommandResponse> call) {
            this.commandName = commandName;
            this.commandId = commandId;
            this.sender = sender;
            this.call = call;
        }

        @Override
        public void answered(CommandResponse response) {
            long bytes = Sender.costOf(response);
            if (!sender.reserve(bytes)) {
                failed(RoutingFailure.SENDER_TOO_SLOW);
                return;
            }
            unreadBytes.set(bytes);
            Replies.send(call, response);
            if (call.isCancelled()) {
                wasRead();
            }
        }

        void wasRead() {
            sender.release(unreadBytes.getAndSet(0));
        }

        @Override
        public void failed(RoutingFailure failure) {
            ErrorCode code = failure == RoutingFailure.NO_HANDLER
                    ? ErrorCode.NO_HANDLER_FOR_COMMAND
                    : ErrorCode.COMMAND_DISPATCH_ERROR;
            String message = Errors.ofRouting(failure, "command", commandName);
            Replies.send(call, CommandResponse.newBuilder()
                    .setMessageIdentifier(UUID.randomUUID().toString())
                    .setRequestIdentifier(commandId)
                    .setErrorCode(code.code())
                    .setErrorMessage(code.message(message))
                    .build());
        }
    }

    /** Takes commands to their handler. */
    private record ToHandler(SerialObserver<CommandProviderInbound> stream) implements CommandSink {
        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void command(Command command) {
            stream.onNext(CommandProviderInbound.newBuilder().setCommand(command).build());
        }
    }

    /** What a handler sends. */
    private final class HandlerStream extends InstructionStream<CommandProviderOutbound, CommandProviderInbound> {
        private final CommandRouter.Handler handler;
        private String client = "a client";

        HandlerStream(SerialObserver<CommandProviderInbound> toHandler) {
            super(toHandler, ack -> CommandProviderInbound.newBuilder().setAck(ack).build());
            this.handler = CallScope.context().commands().connect(new ToHandler(toHandler));
            toHandler.onReady(handler::resume);
            open();
        }

        @Override
        public void onNext(CommandProviderOutbound message) {
            switch (message.getRequestCase()) {
                case SUBSCRIBE -> {
                    CommandSubscription subscription = message.getSubscribe();
                    client = subscription.getClientId() + " (" + subscription.getComponentName() + ')';
                    handler.subscribe(subscription.getCommand(), memberName(subscription),
                            subscription.getLoadFactor());
                    acknowledge(Acks.success(message.getInstructionId()));
                }
                case UNSUBSCRIBE -> {
                    handler.unsubscribe(message.getUnsubscribe().getCommand());
                    acknowledge(Acks.success(message.getInstructionId()));
                }
                case FLOW_CONTROL -> handler.grant(message.getFlowControl().getPermits());
                case COMMAND_RESPONSE -> answer(message.getCommandResponse());
                case ACK -> {
                    // Commands are sent without an instruction id, so there is nothing that an acknowledgement could
                    // be of.
                }
                case REQUEST_NOT_SET -> acknowledge(Acks.unsupported(message.getInstructionId()));
            }
        }

        private void answer(CommandResponse response) {
            int bytes = LargeAnswers.bytesOf(response.getErrorMessage());
            if (bytes == 0) {
                handler.answer(response);
                return;
            }
            String name = handler.nameOf(response.getRequestIdentifier());
            String sentence = MessageLimit.sentence("The answer of client " + client + " to command " + name, bytes,
                    maxMessageBytes);
            LOG.warn("{}", sentence);
            handler.answer(response.toBuilder().setErrorMessage(ErrorCode.MESSAGE_TOO_LARGE.message(sentence)).build());
        }

        /** The client's name alone would not do: applications in one process may share it. */
        private static String memberName(CommandSubscription subscription) {
            return subscription.getClientId().isEmpty()
                    ? ""
                    : subscription.getClientId() + '/' + subscription.getComponentName();
        }

        @Override
        void forget() {
            handler.close();
        }
    }
}
