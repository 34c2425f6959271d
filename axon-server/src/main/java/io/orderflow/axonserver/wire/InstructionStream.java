package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.InstructionAck;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.context.Context;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a client sends on a stream that lasts as long as the client. gRPC calls it by one thread at a time. */
abstract class InstructionStream<I, O> implements StreamObserver<I> {

    private final SerialObserver<O> toClient;
    private final Peer peer = CallScope.peer();
    private final Function<InstructionAck, O> acknowledgement;
    private volatile Context.@Nullable Stay stay;
    private volatile boolean closed;

    /**
     * @param acknowledgement
     *            makes the message that carries an acknowledgement
     */
    InstructionStream(SerialObserver<O> toClient, Function<InstructionAck, O> acknowledgement) {
        this.toClient = toClient;
        this.acknowledgement = acknowledgement;
        toClient.onCancel(this::close);
        peer.opened(this);
        Context context = CallScope.contextOrNull();
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

    private void close() {
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

    /** Only an instruction with an id gets an acknowledgement. */
    final void acknowledge(InstructionAck ack) {
        if (!ack.getInstructionId().isEmpty()) {
            toClient.onNext(acknowledgement.apply(ack));
        }
    }

    @Override
    public final void onError(Throwable error) {
        close();
    }

    @Override
    public final void onCompleted() {
        close();
        toClient.onCompleted();
    }
}
