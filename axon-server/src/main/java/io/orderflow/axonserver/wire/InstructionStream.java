package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.InstructionAck;
import java.util.function.Function;

/** A lasting stream of instructions, each of which may want to be acknowledged. */
abstract class InstructionStream<I, O> extends LastingStream<I, O> {

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
}
