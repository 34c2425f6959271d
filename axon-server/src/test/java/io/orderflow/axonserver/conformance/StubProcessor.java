package io.orderflow.axonserver.conformance;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.control.ProcessorInstructionHandler;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo.SegmentStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** An event processor of a client, that does what it is told without handling events. Thread-safe. */
public final class StubProcessor implements ProcessorInstructionHandler {

    public static final String NAME = "orders";
    public static final String TOKEN_STORE = "store-1";

    private final List<String> instructions = new CopyOnWriteArrayList<>();
    private final Map<Integer, Integer> partsBySegment = new TreeMap<>();
    private final int capacity;
    private volatile CompletableFuture<Boolean> outcome = CompletableFuture.completedFuture(true);
    private volatile boolean running = true;

    public StubProcessor(int capacity) {
        this.capacity = capacity;
    }

    /** With segments, each of which is the given part of the whole. */
    public StubProcessor claiming(int onePartOf, Integer... segments) {
        synchronized (partsBySegment) {
            Set.of(segments).forEach(segment -> partsBySegment.put(segment, onePartOf));
        }
        return this;
    }

    /** How its instructions end from now on. */
    public StubProcessor ending(CompletableFuture<Boolean> end) {
        outcome = end;
        return this;
    }

    public StubProcessor register(AxonServerConnection connection) {
        connection.controlChannel().registerEventProcessor(NAME, this::info, this);
        return this;
    }

    /** What it was told to do, in order. */
    public List<String> instructions() {
        return instructions;
    }

    public Set<Integer> segments() {
        synchronized (partsBySegment) {
            return new TreeSet<>(partsBySegment.keySet());
        }
    }

    private EventProcessorInfo info() {
        synchronized (partsBySegment) {
            return EventProcessorInfo.newBuilder()
                    .setProcessorName(NAME)
                    .setTokenStoreIdentifier(TOKEN_STORE)
                    .setMode("Tracking")
                    .setIsStreamingProcessor(true)
                    .setRunning(running)
                    .setActiveThreads(running ? partsBySegment.size() : 0)
                    .setAvailableThreads(capacity - partsBySegment.size())
                    .addAllSegmentStatus(partsBySegment.entrySet().stream().map(segment -> SegmentStatus.newBuilder()
                            .setSegmentId(segment.getKey())
                            .setOnePartOf(segment.getValue())
                            .setTokenPosition(7)
                            .setCaughtUp(true)
                            .setErrorState(segment.getKey() == 1 ? "broken" : "")
                            .build()).toList())
                    .build();
        }
    }

    private CompletableFuture<Boolean> told(String instruction, Runnable effect) {
        instructions.add(instruction);
        return outcome.thenApply(success -> {
            if (success) {
                effect.run();
            }
            return success;
        });
    }

    @Override
    public CompletableFuture<Boolean> releaseSegment(int segment) {
        return told("release " + segment, () -> {
            synchronized (partsBySegment) {
                partsBySegment.remove(segment);
            }
        });
    }

    @Override
    public CompletableFuture<Boolean> splitSegment(int segment) {
        return told("split " + segment, () -> {});
    }

    @Override
    public CompletableFuture<Boolean> mergeSegment(int segment) {
        return told("merge " + segment, () -> {});
    }

    @Override
    public CompletableFuture<Void> pauseProcessor() {
        return told("pause", () -> running = false).thenAccept(StubProcessor::requireSuccess);
    }

    @Override
    public CompletableFuture<Void> startProcessor() {
        return told("start", () -> running = true).thenAccept(StubProcessor::requireSuccess);
    }

    private static void requireSuccess(boolean success) {
        if (!success) {
            throw new IllegalStateException("The stub was told to fail");
        }
    }
}
