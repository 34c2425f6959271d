package io.orderflow.service.aggregate;

import io.orderflow.service.message.ConflictingWrites;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Handles the commands that wait for one aggregate together: one after the other, with one transaction of the event
 * store for all of them. This is the group commit of databases (DeWitt et al., "Implementation techniques for main
 * memory database systems", 1984), for one aggregate: its commands would otherwise wait for one sync each. A sender
 * gets its answer when the transaction is stored.
 *
 * <p>Each command has a unit of work of its own within that of the group, with its own message, interceptors and
 * correlation data. A refusal that has published nothing leaves the group as it is. Where a command fails after it has
 * published events, or the transaction is refused, nothing of the group is stored, and its commands are handled one by
 * one. Where nobody can tell whether the transaction was stored, each sender is told so.
 *
 * <p>The framework assumes that a handler is called on a thread without another unit of work, or within the one that it
 * belongs to, and that a nested unit of work can be undone alone. The second is not so of an aggregate, which is why the
 * whole group is given up then. Thread-safe.
 */
final class GroupingCommandBus extends SimpleCommandBus {

    private static final int MOST_TOGETHER = 32;
    private static final ThreadFactory THREADS = Thread.ofVirtual().name("commands-", 0).factory();

    private final CachedCommandTargetResolver targets;
    private final CommandLines lines = new CommandLines(MOST_TOGETHER);

    GroupingCommandBus(SimpleCommandBus.Builder builder, CachedCommandTargetResolver targets) {
        super(builder.rollbackConfiguration(GroupingCommandBus::rollsBack));
        this.targets = targets;
    }

    /** Within a group, a command that has published nothing has nothing to be undone. */
    private static boolean rollsBack(Throwable failure) {
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        return RollbackConfigurationType.UNCHECKED_EXCEPTIONS.rollBackOn(failure)
                && (unit.parent().isEmpty() || WaitingCommand.hasPublished(unit));
    }

    @Override
    protected <C, R> void handle(CommandMessage<C> command, MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        String aggregate = CurrentUnitOfWork.isStarted() ? null : targetOf(command);
        if (aggregate == null) {
            super.handle(command, handler, callback);
        } else if (lines.join(aggregate, new WaitingCommand<>(command, handler, callback))) {
            handleLine(aggregate);
        }
    }

    /** A command that cannot be read has no target: handling it tells its sender why. */
    private @Nullable String targetOf(CommandMessage<?> command) {
        try {
            return targets.find(command);
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private void handleLine(String aggregate) {
        boolean handled = false;
        try {
            for (var group = lines.take(aggregate); !group.isEmpty(); group = lines.take(aggregate)) {
                if (group.size() == 1 || !handleTogether(group)) {
                    forEach(group, command -> command.handleBy(this::handleAlone));
                }
            }
            handled = true;
        } finally {
            if (!handled) {
                // A callback has failed, which is no reason to leave the rest of the line without an answer.
                THREADS.newThread(() -> handleLine(aggregate)).start();
            }
        }
    }

    /** A callback that fails leaves no other command without an answer. */
    private static void forEach(List<WaitingCommand<?, ?>> group, Consumer<WaitingCommand<?, ?>> act) {
        RuntimeException failed = null;
        for (WaitingCommand<?, ?> command : group) {
            try {
                act.accept(command);
            } catch (RuntimeException failure) {
                failed = failure;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private <C, R> void handleAlone(CommandMessage<C> command, MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        super.handle(command, handler, callback);
    }

    /** Returns false where nothing was stored, and nobody has been answered. */
    private boolean handleTogether(List<WaitingCommand<?, ?>> group) {
        UnitOfWork<CommandMessage<?>> whole = DefaultUnitOfWork.startAndGet(group.getFirst().command());
        AtomicBoolean appending = new AtomicBoolean();
        try {
            for (WaitingCommand<?, ?> command : group) {
                if (!command.attemptBy(this::handleAlone)) {
                    whole.rollback();
                    return false;
                }
            }
            RememberedStateCheck.requireChangedOrCurrent(whole);
            // Is called after all that was registered before: the transaction is prepared then, and nothing is stored.
            whole.onPrepareCommit(unit -> appending.set(true));
            whole.commit();
        } catch (RuntimeException failure) {
            if (whole.isActive()) {
                whole.rollback(failure);
            }
            if (!appending.get() || ConflictingWrites.isClash(failure)) {
                return false;
            }
            forEach(group, command -> command.fail(failure));
            return true;
        }
        forEach(group, WaitingCommand::answer);
        return true;
    }
}
