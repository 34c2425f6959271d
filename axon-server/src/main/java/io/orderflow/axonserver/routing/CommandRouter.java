package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Routes each command to one of the handlers that subscribed to its name: always the same one for the same routing
 * key, as long as the same handlers are there. Thread-safe.
 */
public final class CommandRouter {

    /** How long a command that names no time of its own may take. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    private final ConcurrentMap<String, KeyShares<HandlerConnection<PendingCommand>>> shares = new ConcurrentHashMap<>();
    private final Dispatcher<PendingCommand> dispatcher = new Dispatcher<>(this::ownerOf);

    private @Nullable HandlerConnection<PendingCommand> ownerOf(PendingCommand pending) {
        KeyShares<HandlerConnection<PendingCommand>> share = shares.get(pending.name);
        return share == null ? null : share.ownerOf(pending.routingKey);
    }

    /**
     * Adds a handler, which gets commands once it has subscribed and given permits.
     *
     * @param sink
     *            takes the commands
     */
    public Handler connect(CommandSink sink) {
        return new Handler(sink);
    }

    /** Sends a command to its handler. The outcome is told exactly once, unless the sender cancels. */
    public Cancellation dispatch(Command command, Sender sender, CommandOutcome outcome) {
        PendingCommand pending = new PendingCommand(command, sender, outcome);
        dispatcher.dispatch(pending);
        return pending;
    }

    /** The names of the commands that have no answer yet. */
    public List<String> underWay() {
        return dispatcher.underWay();
    }

    /** The commands that were dispatched so far. */
    public long dispatched() {
        return dispatcher.dispatched();
    }

    /** Refuses commands from now on; those that are under way may still be answered. */
    public void stopAccepting() {
        dispatcher.stopAccepting();
    }

    /** Ends the commands that have no answer yet. */
    public void giveUp() {
        dispatcher.giveUp();
    }

    /** Ends the commands whose time is over; to be called every now and then. */
    public void expire() {
        dispatcher.expire();
    }

    /** A connected handler of commands. Thread-safe. */
    public final class Handler {
        private final HandlerConnection<PendingCommand> connection;

        private Handler(CommandSink sink) {
            this.connection = dispatcher.connect(new ToHandler(sink));
        }

        /**
         * Adds a command to what it handles.
         *
         * @param clientId
         *            the name by which the handler keeps its share of the routing keys when it reconnects
         * @param loadFactor
         *            its share in relation to the others' factors; 0 stands for 100
         */
        public void subscribe(String commandName, String clientId, int loadFactor) {
            shares.compute(commandName, (name, share) -> (share == null
                    ? KeyShares.<HandlerConnection<PendingCommand>>empty()
                    : share).with(connection, clientId, loadFactor));
            if (!dispatcher.isConnected(connection)) {
                unsubscribe(commandName);
            }
        }

        /** No new command of that name comes; those that are here may still be answered. */
        public void unsubscribe(String commandName) {
            shares.computeIfPresent(commandName, (name, share) -> {
                KeyShares<HandlerConnection<PendingCommand>> others = share.without(connection);
                return others.isEmpty() ? null : others;
            });
        }

        public void grant(long permits) {
            connection.grant(permits);
        }

        /** To be called when the sink has become ready. */
        public void resume() {
            connection.resume();
        }

        /** The name of a command that it has; empty where it has none of that identifier. */
        public String nameOf(String commandId) {
            PendingCommand pending = connection.find(commandId);
            return pending == null ? "" : pending.name();
        }

        /** Passes an answer on to the sender; an answer that nobody waits for any more is dropped. */
        public void answer(CommandResponse response) {
            PendingCommand pending = connection.remove(response.getRequestIdentifier());
            if (pending != null && pending.end()) {
                pending.outcome.answered(response);
            }
        }

        /** Removes the handler. What it may have seen fails; what it has not seen goes to another. */
        public void close() {
            dispatcher.disconnect(connection, () -> shares.keySet().forEach(this::unsubscribe));
        }
    }

    /** Takes commands to their handler. */
    private record ToHandler(CommandSink sink) implements HandlerConnection.Sink<PendingCommand> {
        @Override
        public boolean isReady() {
            return sink.isReady();
        }

        @Override
        public void send(PendingCommand pending) {
            Command command = pending.take();
            if (command != null) {
                sink.command(command);
            }
        }

        @Override
        public void cancel(String commandId) {
            // The protocol has no way to call a command back.
        }
    }

    /** A command on its way, whose content is forgotten once it is sent: it never goes anywhere else. */
    private static final class PendingCommand extends Pending {
        private final String name;
        private final String routingKey;
        private final CommandOutcome outcome;
        private final AtomicReference<@Nullable Command> unsent;

        PendingCommand(Command command, Sender sender, CommandOutcome outcome) {
            super(command.getMessageIdentifier(), sender, Sender.costOf(command),
                    command.getProcessingInstructionsList(), DEFAULT_TIMEOUT);
            this.name = command.getName();
            this.routingKey = Instructions.text(command.getProcessingInstructionsList(), ProcessingKey.ROUTING_KEY,
                    command.getMessageIdentifier());
            this.outcome = outcome;
            this.unsent = new AtomicReference<>(command);
        }

        @Override
        String name() {
            return name;
        }

        @Nullable
        Command take() {
            return unsent.getAndSet(null);
        }

        @Override
        void report(RoutingFailure failure) {
            outcome.failed(failure);
        }
    }
}
