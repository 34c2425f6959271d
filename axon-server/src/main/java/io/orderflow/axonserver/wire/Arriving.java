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
 * Counts what has come of the message that a call over the network brings, until it is whole, and refuses the call where
 * too much is kept for its sender. HTTP/2 does not bound that: thousands of calls at once may arrive interleaved, each in
 * part. A limit of calls would not do either: a client whose every call waits for itself could not make the one more
 * that ends its waiting.
 *
 * <p>The network's thread counts. Calls whose streams last are counted and not refused: other threads speak on them.
 */
final class Arriving extends ServerStreamTracer {

    private static final Context.Key<Arriving> OF_CALL = Context.key("arriving");

    private final AtomicLong partBytes = new AtomicLong();
    private volatile @Nullable Owner owner;
    private volatile boolean refused;

    /** For transports over the network. */
    static final class Factory extends ServerStreamTracer.Factory {
        @Override
        public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
            return new Arriving();
        }
    }

    private record Owner(Sender sender, ServerCall<?, ?> call) {

        boolean mayBeRefused() {
            return call.getMethodDescriptor().getType() != MethodDescriptor.MethodType.BIDI_STREAMING;
        }

        void refuse() {
            call.close(Status.RESOURCE_EXHAUSTED.withDescription("Too much is sent at once on this connection"),
                    new Metadata());
        }
    }

    /** Says whose call it is that starts on this thread, before anything of it is read. */
    static <Q, R> @Nullable Arriving of(ServerCall<Q, R> call, Sender sender) {
        Arriving current = OF_CALL.get();
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
        if (current.sender().reserve(bytes)) {
            partBytes.addAndGet(bytes);
        } else if (current.mayBeRefused()) {
            refused = true;
            forget();
            current.refuse();
        }
    }

    /** From here on whoever keeps the message counts it. */
    @Override
    public void inboundMessageRead(int number, long wireBytes, long bytes) {
        forget();
    }

    @Override
    public void streamClosed(Status status) {
        forget();
    }

    private void forget() {
        Owner current = owner;
        if (current != null) {
            current.sender().release(partBytes.getAndSet(0));
        }
    }
}
