package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.InstructionResult;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.orderflow.axonserver.routing.InstructionFailed.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that one client was given and has not answered. A client first acknowledges that it understands an
 * instruction, and tells the result when it has carried it out. Thread-safe.
 */
final class SentInstructions {

    private final Map<String, CompletableFuture<Void>> unanswered = new ConcurrentHashMap<>();
    private final Queue<String> unacknowledged = new ConcurrentLinkedQueue<>();
    private final Consumer<PlatformOutboundInstruction> sink;
    private volatile boolean closed;

    SentInstructions(Consumer<PlatformOutboundInstruction> sink) {
        this.sink = sink;
    }

    /**
     * Sends an instruction, and answers when the client has carried it out.
     *
     * @param timeLimit
     *            how long the client may take
     * @return fails with {@link InstructionFailed}
     */
    CompletableFuture<Void> send(PlatformOutboundInstruction instruction, Duration timeLimit) {
        String id = UUID.randomUUID().toString();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        unanswered.put(id, answer);
        unacknowledged.add(id);
        sink.accept(instruction.toBuilder().setInstructionId(id).build());
        if (closed) {
            fail(id, Reason.CLIENT_LOST, "The client is gone");
        }
        return answer.orTimeout(timeLimit.toMillis(), TimeUnit.MILLISECONDS).handle((done, thrown) -> {
            unanswered.remove(id);
            unacknowledged.remove(id);
            if (thrown instanceof TimeoutException) {
                throw new InstructionFailed(Reason.TIMED_OUT, "The client gave no answer within " + timeLimit);
            }
            if (thrown instanceof InstructionFailed failed) {
                throw failed;
            }
            return done;
        });
    }

    /** Sends an instruction that has no answer. */
    void order(PlatformOutboundInstruction instruction) {
        sink.accept(instruction);
    }

    /**
     * Takes the word of a client that it understands an instruction, or does not. The vendor's connector names none in
     * its acknowledgements, but sends one for each instruction, in their order.
     */
    void acknowledged(InstructionAck ack) {
        String named = ack.getInstructionId();
        String id = named.isEmpty() ? unacknowledged.poll() : unacknowledged.remove(named) ? named : null;
        if (!ack.getSuccess()) {
            fail(id, Reason.UNSUPPORTED, ack.getError().getMessage());
        }
    }

    void finished(InstructionResult result) {
        if (result.getSuccess()) {
            CompletableFuture<Void> answer = unanswered.remove(result.getInstructionId());
            if (answer != null) {
                answer.complete(null);
            }
        } else {
            fail(result.getInstructionId(), Reason.FAILED, result.getError().getMessage());
        }
    }

    /** Gives up what is unanswered, because the client is gone. */
    void close() {
        closed = true;
        unanswered.keySet().forEach(id -> fail(id, Reason.CLIENT_LOST, "The client disconnected before it answered"));
    }

    private void fail(@Nullable String id, Reason reason, String message) {
        CompletableFuture<Void> answer = id == null ? null : unanswered.remove(id);
        if (answer != null) {
            answer.completeExceptionally(
                    new InstructionFailed(reason, message.isEmpty() ? "The client gave no reason" : message));
        }
    }
}
