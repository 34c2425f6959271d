package io.orderflow.axonserver.wire;

import com.google.protobuf.MessageLite;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.context.Context;
import org.jspecify.annotations.Nullable;

/** A stream that lasts as long as the client, or as it wants. gRPC calls it by one thread at a time. */
abstract class LastingStream<I, O extends MessageLite> implements StreamObserver<I> {

    private final SerialObserver<O> toClient;
    private final Peer peer = CallScope.peer();
    private final @Nullable Context context = CallScope.contextOrNull();
    private volatile Context.@Nullable Stay stay;
    private volatile boolean closed;

    LastingStream(SerialObserver<O> toClient) {
        this.toClient = toClient;
    }

    /**
     * Lets the end of the client or of its context end the stream. The last that a constructor does, because that end
     * may come at once.
     */
    final void open() {
        toClient.onCancel(this::close);
        peer.opened(this);
        if (context != null) {
            stay = context.enter(this::contextEnded);
            if (closed) {
                leave();
            }
        }
    }

    private void leave() {
        Context.Stay current = stay;
        if (current != null) {
            current.leave();
        }
    }

    private void contextEnded(String reason) {
        close();
        toClient.onError(ErrorCode.UNKNOWN_CONTEXT.with(reason));
    }

    /** Forgets the client. It may be called more than once, and from any thread. */
    abstract void forget();

    /** Takes it out of everything that knows it. */
    final void close() {
        closed = true;
        leave();
        peer.closed(this);
        forget();
    }

    /** Ends it from this side. A client that is there after all sees that, and connects anew. */
    final void disconnect(String reason) {
        close();
        toClient.onError(Status.UNAVAILABLE.withDescription(reason).asRuntimeException());
    }

    /** Ends all streams of the client. */
    final void disconnectPeer(String reason) {
        peer.disconnect(reason);
    }

    @Override
    public final void onError(Throwable error) {
        close();
    }
}
