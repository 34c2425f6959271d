package io.orderflow.axonserver.control;

import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo.SegmentStatus;
import io.orderflow.axonserver.control.ControlFailure.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An event processor with its instances in all clients, as they were when the clients told last.
 *
 * @param instances
 *            at least one
 */
public record Processor(ProcessorId id, List<Instance> instances) {

    /** Of segments that are as large, the one with the highest number is taken: always the same. */
    private static final Comparator<Claim> BY_NUMBER = Comparator.comparingInt(claim -> claim.segment().getSegmentId());
    private static final Comparator<Claim> BY_PARTS = Comparator.comparingInt(claim -> claim.segment().getOnePartOf());

    public String mode() {
        return instances.getFirst().info().getMode();
    }

    /** Whether it has segments, which can be split, merged and moved. */
    public boolean isStreaming() {
        return instances.stream().map(Instance::info).anyMatch(EventProcessorInfo::getIsStreamingProcessor);
    }

    /** The threads that work on events now, of all instances. */
    public int activeThreads() {
        return instances.stream().map(Instance::info).mapToInt(EventProcessorInfo::getActiveThreads).sum();
    }

    Claim largest() {
        return claims().max(BY_PARTS.reversed().thenComparing(BY_NUMBER)).orElseThrow(this::noSegments);
    }

    Claim smallest() {
        return claims().max(BY_PARTS.thenComparing(BY_NUMBER)).orElseThrow(this::noSegments);
    }

    private Stream<Claim> claims() {
        return instances.stream()
                .filter(instance -> instance.info().getRunning())
                .flatMap(instance -> instance.info().getSegmentStatusList().stream()
                        .map(segment -> new Claim(instance, segment)));
    }

    private ControlFailure noSegments() {
        return new ControlFailure(Kind.NOT_NOW, "No running instance of " + id + " has claimed a segment");
    }

    Instance of(String clientId) {
        return instances.stream()
                .filter(instance -> instance.clientId().equals(clientId))
                .findFirst()
                .orElseThrow(() -> new ControlFailure(Kind.NOT_FOUND,
                        "Client " + clientId + " has no event processor " + id));
    }

    /** Whether every event has somebody who handles it: the parts that are claimed make up the whole. */
    boolean isWhollyClaimed() {
        return claims().mapToDouble(claim -> 1.0 / Math.max(1, claim.segment().getOnePartOf())).sum() == 1.0;
    }

    /** A segment, and who works on it. */
    record Claim(Instance instance, SegmentStatus segment) {}
}
