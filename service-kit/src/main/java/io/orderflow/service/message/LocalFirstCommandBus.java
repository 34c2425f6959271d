package io.orderflow.service.message;

import java.util.concurrent.ThreadFactory;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.common.Registration;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Handles a command in this process where the process has the handler. The way through the server and back would write
 * and read the command and its answer, and change threads six times. Any number of processes may do so: of two that
 * change an aggregate at once, the event store refuses one. This pays where one process has all handlers; several
 * processes of one kind would clash more often than with the server, which sends all commands of an aggregate to one of
 * them.
 *
 * <p>Each command has a thread of its own, because a unit of work that began on the sender's thread would be committed
 * with the sender's. Dispatch interceptors of the distributed bus see only the commands that pass it. Thread-safe.
 */
final class LocalFirstCommandBus implements CommandBus {

    private static final ThreadFactory THREADS = Thread.ofVirtual().name("command-", 0).factory();

    private final CommandBus local;
    private final CommandBus distributed;

    /** @param local has the handlers that are subscribed to the distributed bus in this process */
    LocalFirstCommandBus(CommandBus local, CommandBus distributed) {
        this.local = local;
        this.distributed = distributed;
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, (sent, result) -> {});
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        THREADS.newThread(() -> local.dispatch(command, new Local<>(callback))).start();
    }

    /**
     * A failure of a handler, as it comes from the server: so the sender can tell it from a command that reached nobody. A
     * clash is one, wherever it was found.
     */
    private static Throwable asFromServer(Throwable failure) {
        return failure instanceof HandlerExecutionException || failure instanceof ConcurrencyException
                ? failure
                : new CommandExecutionException(failure.getMessage(), failure);
    }

    /** Passes the answer on, unless there is no handler here. */
    private final class Local<C, R> implements CommandCallback<C, R> {

        private final CommandCallback<? super C, ? super R> callback;

        private Local(CommandCallback<? super C, ? super R> callback) {
            this.callback = callback;
        }

        @Override
        public void onResult(CommandMessage<? extends C> command, CommandResultMessage<? extends R> result) {
            if (!result.isExceptional()) {
                callback.onResult(command, result);
                return;
            }
            Throwable failure = result.exceptionResult();
            if (failure instanceof NoHandlerForCommandException) {
                distributed.dispatch(command, callback);
            } else {
                callback.onResult(command, GenericCommandResultMessage.asCommandResultMessage(asFromServer(failure)));
            }
        }
    }

    @Override
    public @Nullable Registration subscribe(String commandName,
            MessageHandler<? super CommandMessage<?>> handler) {
        return distributed.subscribe(commandName, handler);
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return distributed.registerHandlerInterceptor(interceptor);
    }

    @Override
    public @Nullable Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return distributed.registerDispatchInterceptor(interceptor);
    }
}
