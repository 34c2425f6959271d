package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import java.time.Duration;
import java.util.List;

/** What a message asks of its routing. */
final class Instructions {

    private Instructions() {}

    static long number(List<ProcessingInstruction> instructions, ProcessingKey key, long otherwise) {
        for (ProcessingInstruction instruction : instructions) {
            if (instruction.getKey() == key && instruction.hasValue()) {
                return instruction.getValue().getNumberValue();
            }
        }
        return otherwise;
    }

    static boolean flag(List<ProcessingInstruction> instructions, ProcessingKey key) {
        for (ProcessingInstruction instruction : instructions) {
            if (instruction.getKey() == key) {
                return instruction.getValue().getBooleanValue();
            }
        }
        return false;
    }

    static String text(List<ProcessingInstruction> instructions, ProcessingKey key, String otherwise) {
        for (ProcessingInstruction instruction : instructions) {
            if (instruction.getKey() == key && instruction.hasValue()) {
                return instruction.getValue().getTextValue();
            }
        }
        return otherwise;
    }

    /** When a message that arrives now is late, on the scale of {@link System#nanoTime()}. */
    static long deadlineNanos(List<ProcessingInstruction> instructions, Duration otherwise) {
        long millis = number(instructions, ProcessingKey.TIMEOUT, 0);
        Duration timeout = millis > 0 ? Duration.ofMillis(Math.min(millis, Duration.ofDays(1).toMillis())) : otherwise;
        return System.nanoTime() + timeout.toNanos();
    }
}
