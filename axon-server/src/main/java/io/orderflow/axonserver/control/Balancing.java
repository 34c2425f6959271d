package io.orderflow.axonserver.control;

import io.axoniq.axonserver.grpc.control.EventProcessorInfo.SegmentStatus;
import io.orderflow.axonserver.control.ControlFailure.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** How the segments of an event processor are shared out among its instances. */
public enum Balancing {
    /** As the instances have claimed them. */
    DISABLED("disabled", "No balancing"),
    /** As evenly as can be: no instance has two segments more than another that could take one. */
    THREAD_NUMBER("threadNumber", "Thread number");

    private final String code;
    private final String label;

    Balancing(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** Its name in the protocol. */
    public String code() {
        return code;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }

    /** @throws ControlFailure where there is none of that name */
    public static Balancing named(String code) {
        return Arrays.stream(values())
                .filter(balancing -> balancing.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new ControlFailure(Kind.INVALID, "There is no balancing strategy '" + code
                        + "', only " + Arrays.stream(values()).map(Balancing::code).collect(Collectors.joining(", "))));
    }

    /** The moves that lead there from what is claimed now. */
    List<Move> moves(Processor processor) {
        List<Move> moves = new ArrayList<>();
        if (this == DISABLED) {
            return moves;
        }
        List<Share> shares = processor.instances().stream()
                .filter(instance -> instance.info().getRunning())
                .map(Share::new)
                .toList();
        while (true) {
            Share most = shares.stream().max(Comparator.comparingInt(Share::size)).orElse(null);
            Share least = shares.stream().filter(Share::hasRoom).min(Comparator.comparingInt(Share::size)).orElse(null);
            if (most == null || least == null || most.size() - least.size() < 2) {
                return moves;
            }
            moves.add(new Move(most.give(least), least.instance));
        }
    }

    /** A segment, and who is to have it. */
    record Move(int segment, Instance target) {}

    /** What an instance would have after the moves that are planned so far. */
    private static final class Share {
        private final Instance instance;
        private final Deque<Integer> segments = new ArrayDeque<>();

        Share(Instance instance) {
            this.instance = instance;
            instance.info().getSegmentStatusList().stream().map(SegmentStatus::getSegmentId).forEach(segments::add);
        }

        int size() {
            return segments.size();
        }

        boolean hasRoom() {
            return segments.size() < instance.capacity();
        }

        int give(Share other) {
            int segment = segments.removeLast();
            other.segments.addFirst(segment);
            return segment;
        }
    }
}
