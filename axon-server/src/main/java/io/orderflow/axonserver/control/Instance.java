package io.orderflow.axonserver.control;

import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo.SegmentStatus;
import io.axoniq.axonserver.grpc.control.EventProcessorReference;
import io.axoniq.axonserver.grpc.control.EventProcessorSegmentReference;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.orderflow.axonserver.routing.ConnectedClients;
import io.orderflow.axonserver.routing.InstructionFailed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/**
 * An event processor within one client, as it was when the client told last.
 *
 * @param connection
 *            where instructions for it go
 */
public record Instance(ConnectedClients.Connection connection, ConnectedClients.Client client,
        EventProcessorInfo info) {

    private static final Duration INFO_LIMIT = Duration.ofSeconds(1);

    public String clientId() {
        return client.identification().getClientId();
    }

    public String component() {
        return client.identification().getComponentName();
    }

    ProcessorId processorId() {
        return new ProcessorId(client.context(), info.getProcessorName(), info.getTokenStoreIdentifier());
    }

    /** How many segments it can work on at once. */
    public int capacity() {
        return info.getActiveThreads() + info.getAvailableThreads();
    }

    boolean hasClaimed(int segment) {
        return info.getSegmentStatusList().stream().anyMatch(claimed -> claimed.getSegmentId() == segment);
    }

    boolean hasRoom() {
        return info.getRunning() && info.getAvailableThreads() > 0;
    }

    CompletableFuture<Void> pause(Duration limit) {
        return instruct(PlatformOutboundInstruction.Builder::setPauseEventProcessor, limit);
    }

    CompletableFuture<Void> start(Duration limit) {
        return instruct(PlatformOutboundInstruction.Builder::setStartEventProcessor, limit);
    }

    CompletableFuture<Void> release(int segment, Duration limit) {
        return instruct(PlatformOutboundInstruction.Builder::setReleaseSegment, segment, limit);
    }

    CompletableFuture<Void> split(SegmentStatus segment, Duration limit) {
        return instruct(PlatformOutboundInstruction.Builder::setSplitEventProcessorSegment, segment.getSegmentId(),
                limit);
    }

    CompletableFuture<Void> merge(SegmentStatus segment, Duration limit) {
        return instruct(PlatformOutboundInstruction.Builder::setMergeEventProcessorSegment, segment.getSegmentId(),
                limit);
    }

    /** Has the client tell about the processor now. What it tells is known when this ends, or it told nothing. */
    CompletableFuture<Void> tell() {
        return instruct(PlatformOutboundInstruction.Builder::setRequestEventProcessorInfo, INFO_LIMIT)
                .exceptionally(silent -> null);
    }

    private CompletableFuture<Void> instruct(
            BiConsumer<PlatformOutboundInstruction.Builder, EventProcessorReference> to,
            Duration limit) {
        PlatformOutboundInstruction.Builder instruction = PlatformOutboundInstruction.newBuilder();
        to.accept(instruction, EventProcessorReference.newBuilder().setProcessorName(info.getProcessorName()).build());
        return send(instruction, limit);
    }

    private CompletableFuture<Void> instruct(
            BiConsumer<PlatformOutboundInstruction.Builder, EventProcessorSegmentReference> to, int segment,
            Duration limit) {
        PlatformOutboundInstruction.Builder instruction = PlatformOutboundInstruction.newBuilder();
        to.accept(instruction, EventProcessorSegmentReference.newBuilder()
                .setProcessorName(info.getProcessorName())
                .setSegmentIdentifier(segment)
                .build());
        return send(instruction, limit);
    }

    private CompletableFuture<Void> send(PlatformOutboundInstruction.Builder instruction, Duration limit) {
        return connection.instruct(instruction.build(), limit).exceptionally(thrown -> {
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            throw cause instanceof InstructionFailed failed
                    ? ControlFailure.of(failed, clientId())
                    : new CompletionException(cause);
        });
    }
}
