package io.orderflow.projection.rebuild;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a position moves, over the last few seconds. Not thread-safe. */
final class Rate {

    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();
    private static final double NANOS_A_SECOND = 1e9;

    private final Deque<PositionSample> samples = new ArrayDeque<>();

    private record PositionSample(long nanos, long position) {}

    /** Notes the position of this moment. */
    void sample(long position) {
        long now = System.nanoTime();
        samples.addLast(new PositionSample(now, position));
        while (samples.size() > 2 && now - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    long perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        PositionSample first = samples.getFirst();
        PositionSample last = samples.getLast();
        double seconds = Math.max(last.nanos() - first.nanos(), 1) / NANOS_A_SECOND;
        return Math.round((last.position() - first.position()) / seconds);
    }
}
