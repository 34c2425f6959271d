package io.orderflow.axonserver.wire;

import com.google.protobuf.MessageLite;
import io.axoniq.axonserver.grpc.InstructionAck;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/** What a client sends on a stream that lasts as long as the client. gRPC calls it by one thread at a time. */
abstract class InstructionStream<I, O extends MessageLite> implements StreamObserver<I> {

    private final SerialObserver<O> toClient;
    private final Peer peer = Peers.current();
    private final Function<InstructionAck, O> acknowledgement;

    /**
     * @param acknowledgement
     *            makes the message that carries an acknowledgement
     */
    InstructionStream(SerialObserver<O> toClient, Function<InstructionAck, O> acknowledgement) {
        this.toClient = toClient;
        this.acknowledgement = acknowledgement;
        toClient.onCancel(this::close);
        peer.opened(this);
    }

    /** Forgets the client. It may be called more than once, and from any thread. */
    abstract void forget();

    private void close() {
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
