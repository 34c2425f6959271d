package io.orderflow.service.aggregate;

import java.util.List;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits until the commands before it have been handled. It keeps the answer of an attempt back until the
 * events of the attempt are stored. One thread uses it at a time.
 */
final class WaitingCommand<C, R> {

    private final CommandMessage<C> command;
    private final MessageHandler<? super CommandMessage<?>> handler;
    private final CommandCallback<? super C, ? super R> callback;
    private @Nullable UnitOfWork<?> attempt;
    private @Nullable CommandResultMessage<? extends R> answer;

    /** What handles a command in a unit of work of its own, within the current one if there is one. */
    interface Handling {

        <C, R> void handle(CommandMessage<C> command, MessageHandler<? super CommandMessage<?>> handler,
                CommandCallback<? super C, ? super R> callback);
    }

    WaitingCommand(CommandMessage<C> command, MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        this.command = command;
        this.handler = handler;
        this.callback = callback;
    }

    CommandMessage<C> command() {
        return command;
    }

    /** Handles the command and answers it. */
    void handleBy(Handling handling) {
        handling.handle(command, handler, callback);
    }

    /**
     * Handles the command within the current unit of work, and keeps its answer.
     *
     * @return whether what the attempt published goes with the current unit of work; if not, the attempt was undone,
     *         and the aggregate in memory is not what it was
     */
    boolean attemptBy(Handling handling) {
        attempt = null;
        handling.<C, R>handle(command, message -> {
            attempt = CurrentUnitOfWork.get();
            return handler.handle(message);
        }, (handled, result) -> answer = result);
        return attempt == null || !attempt.isRolledBack();
    }

    /** Gives the sender the answer of the attempt. */
    void answer() {
        if (answer == null) {
            throw new IllegalStateException("The command was not attempted");
        }
        callback.onResult(command, answer);
    }

    /** Gives the sender this failure in place of the answer of the attempt. */
    void fail(Throwable failure) {
        callback.onResult(command, GenericCommandResultMessage.asCommandResultMessage(failure));
    }

    /**
     * Whether the unit of work has published an event, of an aggregate or not. The event store keeps them in a list
     * among the resources of the unit of work until it ends.
     */
    static boolean hasPublished(UnitOfWork<?> unit) {
        return unit.resources().values().stream()
                .anyMatch(resource -> resource instanceof List<?> list && !list.isEmpty()
                        && list.getFirst() instanceof EventMessage<?>);
    }
}
