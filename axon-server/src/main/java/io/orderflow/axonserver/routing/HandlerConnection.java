package io.orderflow.axonserver.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One connected handler and the messages that are with it, or wait for it. Thread-safe: whoever removes a message
 * from the
 * map decides what becomes of it.
 */
final class HandlerConnection<P extends Pending> {

    private final ConcurrentMap<String, P> messages = new ConcurrentHashMap<>();
    private final Sink<P> sink;
    private final Outbox<P> outbox;
    private volatile boolean closed;

    HandlerConnection(Sink<P> sink) {
        this.sink = sink;
        this.outbox = new Outbox<>(sink::isReady, sink::send);
    }

    void grant(long permits) {
        outbox.grant(permits);
    }

    /** To be called when the sink has become ready. */
    void resume() {
        outbox.resume();
    }

    /** Takes a message, or ends it; answers false where it is closed, and the message has to go elsewhere. */
    boolean accept(P message) {
        if (closed) {
            return false;
        }
        if (messages.putIfAbsent(message.id(), message) != null) {
            message.fail(RoutingFailure.DUPLICATE);
        } else if (closed && messages.remove(message.id(), message)) {
            return false;
        } else if (!outbox.offer(message) && messages.remove(message.id(), message)) {
            message.fail(RoutingFailure.OVERLOADED);
        }
        return true;
    }

    /** Those that are with it, or wait for it. */
    Stream<P> messages() {
        return messages.values().stream();
    }

    @Nullable
    P find(String id) {
        return messages.get(id);
    }

    @Nullable
    P remove(String id) {
        return messages.remove(id);
    }

    /** Takes back a message for whose answer nobody waits any more; answers false where it is no longer here. */
    boolean withdraw(Pending message) {
        boolean removed = messages.remove(message.id(), message);
        if (removed && message.isSent()) {
            sink.cancel(message.id());
        }
        return removed;
    }

    /** Ends the messages whose time is over. */
    void expire(long nowNanos) {
        outbox.discardEnded();
        for (P message : messages.values()) {
            if (message.isLateAt(nowNanos) && withdraw(message)) {
                message.fail(RoutingFailure.TIMED_OUT);
            }
        }
    }

    /** Ends all messages. */
    void fail(RoutingFailure failure) {
        for (P message : messages.values()) {
            if (withdraw(message)) {
                message.fail(failure);
            }
        }
    }

    /** Takes no more messages, and gives up those it has. */
    List<P> close() {
        closed = true;
        outbox.close();
        List<P> left = new ArrayList<>();
        for (P message : messages.values()) {
            if (messages.remove(message.id(), message)) {
                left.add(message);
            }
        }
        return left;
    }

    /** What takes the messages to the handler, on any thread. It must not block. */
    interface Sink<P> {

        /** Whether the connection has room for another message. */
        boolean isReady();

        void send(P message);

        /** Says that nobody waits any more for the answer to a message that was sent. */
        void cancel(String messageId);
    }
}
