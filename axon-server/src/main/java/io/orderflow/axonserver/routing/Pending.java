package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A message between its sender and its handler. Several threads may try to end it (an answer, a timeout, a
 * disconnect, the
 * sender); the first one wins, and alone may speak to the sender. Thread-safe.
 */
abstract class Pending implements Cancellation {

    private final String id;
    private final Sender sender;
    private final long keptBytes;
    private final long priority;
    private final long deadlineNanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean sent;
    private volatile @Nullable HandlerConnection<?> connection;

    /**
     * @param keptBytes
     *            what it costs while it waits
     */
    Pending(String id, Sender sender, long keptBytes, List<ProcessingInstruction> instructions,
            Duration defaultTimeout) {
        this.id = id;
        this.sender = sender;
        this.keptBytes = keptBytes;
        this.priority = Instructions.number(instructions, ProcessingKey.PRIORITY, 0);
        this.deadlineNanos = Instructions.deadlineNanos(instructions, defaultTimeout);
    }

    /** What is asked, in the sender's words. */
    abstract String name();

    final String id() {
        return id;
    }

    final Sender sender() {
        return sender;
    }

    final long keptBytes() {
        return keptBytes;
    }

    final long priority() {
        return priority;
    }

    final boolean isLateAt(long nanos) {
        return nanos - deadlineNanos >= 0;
    }

    /** Whether the caller is the one that ends it. */
    final boolean end() {
        return ended.compareAndSet(false, true);
    }

    final boolean hasEnded() {
        return ended.get();
    }

    final void markSent() {
        sent = true;
    }

    /** Whether a handler may have seen it. */
    final boolean isSent() {
        return sent;
    }

    final void goesTo(HandlerConnection<?> chosen) {
        connection = chosen;
    }

    @Override
    public final void cancel() {
        HandlerConnection<?> current = connection;
        if (end() && current != null) {
            current.withdraw(this);
        }
    }

    /** Ends it without an answer, unless it has ended already. */
    final void fail(RoutingFailure failure) {
        if (end()) {
            report(failure);
        }
    }

    /** Tells the sender. Called at most once. */
    abstract void report(RoutingFailure failure);
}
