package io.orderflow.saga;

import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.Refusal;
import io.orderflow.service.message.CommandRefused;
import io.orderflow.service.message.Commands;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the commands of a process and tells two outcomes apart. A refusal is an answer: the aggregate knew its state,
 * and would refuse the command again. Any other failure does not show whether the command was handled, and is thrown.
 * Thread-safe.
 */
final class CommandSender {

    private static final Logger LOG = LoggerFactory.getLogger(CommandSender.class);

    private final Commands commands;

    CommandSender(Commands commands) {
        this.commands = commands;
    }

    /**
     * Sends the command and waits for the answer.
     *
     * @throws CommandFailed where the command may not have been handled
     */
    Optional<Refusal> send(Object command) {
        return answerOf(command, dispatch(command));
    }

    /**
     * Sends all commands at once and waits for every answer, so that no command is still under way when this returns or
     * fails.
     *
     * @throws CommandFailed where one of them may not have been handled. The failure of a command that reached no
     *                       handler is thrown rather than that of a command whose handler failed
     */
    void sendAll(Stream<?> all) {
        List<PendingCommand> sent = all.map(command -> new PendingCommand(command, dispatch(command))).toList();
        sent.forEach(PendingCommand::settle);
        sent.stream()
                .flatMap(each -> each.failure().stream())
                .min(Comparator.comparing(CommandFailed::isOfItsHandler))
                .ifPresent(failed -> {
                    throw failed;
                });
    }

    /**
     * Sends a command. A command that cannot even be sent fails like an unanswered one, so that it never hides the
     * others.
     */
    private CompletableFuture<CommandResult> dispatch(Object command) {
        try {
            return commands.handle(command);
        } catch (RuntimeException notSent) {
            return CompletableFuture.failedFuture(notSent);
        }
    }

    private static Optional<Refusal> answerOf(Object command, CompletableFuture<CommandResult> answer) {
        try {
            answer.join();
            return Optional.empty();
        } catch (CompletionException failed) {
            Refusal refusal = refusalIn(failed).orElseThrow(() -> new CommandFailed(command, failed.getCause()));
            LOG.debug("Refused: {}: {} {}", command, refusal.code(), refusal.detail());
            return Optional.of(refusal);
        }
    }

    private static Optional<Refusal> refusalIn(CompletionException failed) {
        return failed.getCause() instanceof RuntimeException cause ? CommandRefused.refusalIn(cause) : Optional.empty();
    }

    private record PendingCommand(Object command, CompletableFuture<CommandResult> answer) {

        void settle() {
            answer.handle((handled, failure) -> handled).join();
        }

        Optional<CommandFailed> failure() {
            try {
                answerOf(command, answer);
                return Optional.empty();
            } catch (CommandFailed failed) {
                return Optional.of(failed);
            }
        }
    }
}
