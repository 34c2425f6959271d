package io.orderflow.payment;

import static org.axonframework.commandhandling.GenericCommandResultMessage.asCommandResultMessage;

import io.orderflow.api.message.CommandResult;
import io.orderflow.service.message.Commands;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.jspecify.annotations.Nullable;

/** A command bus that keeps what is sent, and answers as it was told to. */
public final class RecordedCommands implements CommandBus {

    private final List<Object> sent = new ArrayList<>();
    private @Nullable RuntimeException failure;

    /** Fails every command from now on. */
    public void failWith(RuntimeException reason) {
        failure = reason;
    }

    public List<Object> sent() {
        return sent;
    }

    public Commands commands() {
        return new Commands(DefaultCommandGateway.builder().commandBus(this).build(),
                EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build());
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        sent.add(command.getPayload());
        callback.onResult(command,
                failure == null ? asCommandResultMessage(new CommandResult(0)) : asCommandResultMessage(failure));
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        sent.add(command.getPayload());
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        throw new UnsupportedOperationException("Nobody handles commands here");
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super CommandMessage<?>> handlerInterceptor) {
        throw new UnsupportedOperationException("Nobody handles commands here");
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> dispatchInterceptor) {
        throw new UnsupportedOperationException("Nobody intercepts commands here");
    }
}
