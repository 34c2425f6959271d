package io.orderflow.axonserver.routing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages to connected handlers: what commands and queries have in common once it is known who is asked.
 * Thread-safe.
 */
final class Dispatcher<P extends Pending> {

    private final Set<HandlerConnection<P>> connections = ConcurrentHashMap.newKeySet();
    private final Function<P, @Nullable HandlerConnection<P>> choice;
    private final LongAdder dispatched = new LongAdder();
    private volatile boolean shuttingDown;

    /**
     * @param choice
     *            the handler that a message goes to now, or null where nobody is subscribed to its name
     */
    Dispatcher(Function<P, @Nullable HandlerConnection<P>> choice) {
        this.choice = choice;
    }

    HandlerConnection<P> connect(HandlerConnection.Sink<P> sink) {
        HandlerConnection<P> connection = new HandlerConnection<>(sink);
        connections.add(connection);
        return connection;
    }

    /** Whether a handler has not been disconnected: one that subscribes meanwhile has to take that back. */
    boolean isConnected(HandlerConnection<P> connection) {
        return connections.contains(connection);
    }

    /** A handler that is closing has left the choice before it refuses messages, so this ends. */
    void dispatch(P message) {
        dispatched.increment();
        if (shuttingDown) {
            message.fail(RoutingFailure.SHUTTING_DOWN);
            return;
        }
        while (true) {
            HandlerConnection<P> connection = choice.apply(message);
            if (connection == null) {
                message.fail(RoutingFailure.NO_HANDLER);
                return;
            }
            message.goesTo(connection);
            if (connection.accept(message)) {
                withdrawWhatEndedMeanwhile(message, connection);
                return;
            }
        }
    }

    /** A sender that cancels before it is known where its message goes cannot take it back from there. */
    private void withdrawWhatEndedMeanwhile(P message, HandlerConnection<P> connection) {
        if (message.hasEnded()) {
            connection.withdraw(message);
        }
    }

    /** The names of the messages that are with a handler, or wait for it. */
    List<String> underWay() {
        return connections.stream().flatMap(HandlerConnection::messages).map(Pending::name).sorted().toList();
    }

    long dispatched() {
        return dispatched.sum();
    }

    /** Refuses all messages from now on; those that are here may still be answered. */
    void stopAccepting() {
        shuttingDown = true;
    }

    /** Ends the messages that have no answer yet. */
    void giveUp() {
        connections.forEach(connection -> connection.fail(RoutingFailure.SHUTTING_DOWN));
    }

    /** Ends the messages whose time is over. */
    void expire() {
        long now = System.nanoTime();
        connections.forEach(connection -> connection.expire(now));
    }

    /**
     * Removes a handler once. What it may have seen fails; what it has not seen goes to another.
     *
     * @param leaveChoice
     *            takes it out of the choice
     */
    void disconnect(HandlerConnection<P> connection, Runnable leaveChoice) {
        if (connections.remove(connection)) {
            leaveChoice.run();
            for (P left : connection.close()) {
                if (left.isSent()) {
                    left.fail(RoutingFailure.HANDLER_LOST);
                } else {
                    dispatch(left);
                }
            }
        }
    }
}
