package io.orderflow.axonserver.wire;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.orderflow.axonserver.routing.Sender;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what has come of the message that a call over the network brings, until it is whole, and refuses the call
 * where too much is kept for its sender. HTTP/2 does not bound that: thousands of calls at once may arrive interleaved,
 * each in part. A limit of calls would not do either: a client whose every call waits for itself could not make the one
 * more that ends its waiting.
 *
 * <p>A message of more than one frame gets room ahead, so that those that come last are refused, and not those that are
 * nearly there: of many that are cut short in the middle, the network's buffers would keep the rest.
 *
 * <p>The network's thread counts. Calls whose streams last are counted and not refused: other threads speak on them.
 */
final class InboundLimit extends ServerStreamTracer {

    private static final Context.Key<InboundLimit> OF_CALL = Context.key("arriving");

    /** What HTTP/2 brings at once of a longer message, less what frames it. */
    private static final int WHOLE_FRAME_BYTES = 16_000;
    private static final int ROOM_AHEAD = 4;

    /** What anybody may have of messages that have come in part, while there are buffers at all. */
    private static final long FAIR_BYTES = 1 << 20;

    /** The largest message that is taken from who may be refused; the store's own bound for events is as large. */
    static final int MAX_MESSAGE_BYTES = 17 << 20;

    private static final ThreadLocal<@Nullable InboundLimit> LAST_ON_THREAD = new ThreadLocal<>();

    private final AtomicLong reservedBytes = new AtomicLong();
    private long partBytes;
    private volatile @Nullable Owner owner;
    private volatile boolean refused;

    /** For transports over the network. */
    static final class Factory extends ServerStreamTracer.Factory {
        @Override
        public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
            return new InboundLimit();
        }
    }

    private record Owner(Sender sender, ServerCall<?, ?> call) {

        boolean mayBeRefused() {
            return call.getMethodDescriptor().getType() != MethodDescriptor.MethodType.BIDI_STREAMING;
        }

        void refuse() {
            call.close(Status.RESOURCE_EXHAUSTED.withDescription("Too much is sent at once on this connection, or in"
                    + " one message, which has at most " + MAX_MESSAGE_BYTES + " bytes"), new Metadata());
        }
    }

    /** Says whose call it is that starts on this thread, before anything of it is read. */
    static <Q, R> @Nullable InboundLimit of(ServerCall<Q, R> call, Sender sender) {
        InboundLimit current = OF_CALL.get();
        if (current != null) {
            current.owner = new Owner(sender, call);
        }
        return current;
    }

    /** Keeps from a service what is left of a call that is refused. */
    <Q> ServerCall.Listener<Q> guard(ServerCall.Listener<Q> service) {
        return new SimpleForwardingServerCallListener<>(service) {
            @Override
            public void onMessage(Q message) {
                if (!refused) {
                    super.onMessage(message);
                }
            }

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }
        };
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(OF_CALL, this);
    }

    @Override
    public void inboundWireSize(long bytes) {
        Owner current = owner;
        if (current == null || refused) {
            return;
        }
        NetworkBuffers.received(bytes);
        endUnfinished();
        boolean first = partBytes == 0;
        partBytes += bytes;
        long missing = partBytes - reservedBytes.get();
        boolean noRoom = missing > 0 && !reserve(current.sender(), missing);
        if (partBytes > MAX_MESSAGE_BYTES || noRoom || hasNoBuffers(first, current.sender())) {
            refuse();
        }
    }

    private void refuse() {
        Owner current = owner;
        if (current != null && current.mayBeRefused() && !refused) {
            refused = true;
            forget();
            current.refuse();
        }
    }

    /** A message that has come whole, as small ones do, gives its buffer back at once. */
    private boolean hasNoBuffers(boolean first, Sender sender) {
        if (partBytes < WHOLE_FRAME_BYTES && first) {
            return false;
        }
        return NetworkBuffers.areFull() || first && NetworkBuffers.areScarce() && sender.keptBytes() > FAIR_BYTES;
    }

    /** That a first piece was not all of a message is known when the next piece of anything comes on its thread. */
    private void endUnfinished() {
        InboundLimit last = LAST_ON_THREAD.get();
        if (last != this) {
            LAST_ON_THREAD.set(this);
            if (last != null && last.partBytes > 0 && NetworkBuffers.areFull()) {
                last.refuse();
            }
        }
    }

    private boolean reserve(Sender sender, long missing) {
        boolean first = reservedBytes.get() == 0;
        long wanted = partBytes < WHOLE_FRAME_BYTES ? missing : missing * ROOM_AHEAD;
        if (sender.reserve(wanted)) {
            reservedBytes.addAndGet(wanted);
            return true;
        }
        if (!first && sender.reserve(missing)) {
            reservedBytes.addAndGet(missing);
            return true;
        }
        return false;
    }

    /** From here on whoever keeps the message counts it. */
    @Override
    public void inboundMessageRead(int number, long wireBytes, long bytes) {
        forget();
    }

    @Override
    public void streamClosed(Status status) {
        forget();
        if (LAST_ON_THREAD.get() == this) {
            LAST_ON_THREAD.remove();
        }
    }

    private void forget() {
        Owner current = owner;
        if (current != null) {
            partBytes = 0;
            current.sender().release(reservedBytes.getAndSet(0));
        }
    }
}
