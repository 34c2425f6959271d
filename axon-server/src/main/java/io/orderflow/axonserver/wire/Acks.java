package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.InstructionAck;

/** Acknowledgements of instructions. Only an instruction with an id gets one. */
final class Acks {

    private Acks() {}

    static InstructionAck success(String instructionId) {
        return InstructionAck.newBuilder().setInstructionId(instructionId).setSuccess(true).build();
    }

    static InstructionAck unsupported(String instructionId) {
        return InstructionAck.newBuilder()
                .setInstructionId(instructionId)
                .setSuccess(false)
                .setError(ErrorCode.UNSUPPORTED_INSTRUCTION.message("Unsupported instruction"))
                .build();
    }
}
