package io.orderflow.axonserver.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connected handler and the messages that are with it, or wait for it. Thread-safe: whoever removes a message from the
 * map decides what becomes of it.
 */
final class HandlerConnection<P extends Pending> {

    private final ConcurrentMap<String, P> messages = new ConcurrentHashMap<>();
    private final Outbox<P> outbox;
    private volatile boolean closed;

    HandlerConnection(Consumer<P> sink) {
        this.outbox = new Outbox<>(sink);
    }

    void grant(long permits) {
        outbox.grant(permits);
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

    @Nullable
    P find(String id) {
        return messages.get(id);
    }

    @Nullable
    P remove(String id) {
        return messages.remove(id);
    }

    boolean remove(P message) {
        return messages.remove(message.id(), message);
    }

    /** Removes the messages whose time is over. */
    List<P> removeLate(long nowNanos) {
        List<P> late = new ArrayList<>();
        for (P message : messages.values()) {
            if (message.isLateAt(nowNanos) && remove(message)) {
                late.add(message);
            }
        }
        return late;
    }

    /** Takes no more messages, and gives up those it has. */
    List<P> close() {
        closed = true;
        List<P> left = new ArrayList<>();
        for (P message : messages.values()) {
            if (remove(message)) {
                left.add(message);
            }
        }
        return left;
    }
}
