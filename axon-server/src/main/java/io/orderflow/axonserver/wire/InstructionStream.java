package io.orderflow.axonserver.wire;

import com.google.protobuf.MessageLite;
import io.axoniq.axonserver.grpc.InstructionAck;
import java.util.function.Function;

/** What a client sends on a stream that lasts as long as the client. gRPC calls it by one thread at a time. */
abstract class InstructionStream<I, O extends MessageLite> extends LastingStream<I, O> {

    private final SerialObserver<O> toClient;
    private final Function<InstructionAck, O> acknowledgement;

    /**
     * @param acknowledgement
     *            makes the message that carries an acknowledgement
     */
    InstructionStream(SerialObserver<O> toClient, Function<InstructionAck, O> acknowledgement) {
        super(toClient);
        this.toClient = toClient;
        this.acknowledgement = acknowledgement;
    }

    /** Only an instruction with an id gets an acknowledgement. */
    final void acknowledge(InstructionAck ack) {
        if (!ack.getInstructionId().isEmpty()) {
            toClient.onNext(acknowledgement.apply(ack));
        }
    }

    @Override
    public final void onCompleted() {
        close();
        toClient.onCompleted();
    }
}
