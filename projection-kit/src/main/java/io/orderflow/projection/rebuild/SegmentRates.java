package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.GenerationSegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How fast the segments of the generations that serve move. Thread-safe. */
final class SegmentRates {

    private final Map<String, Map<Integer, Rate>> byGeneration = new HashMap<>();

    /** Notes the positions of this moment. */
    synchronized void sample(String generation, List<GenerationSegment> segments) {
        Map<Integer, Rate> rates = byGeneration.computeIfAbsent(generation, name -> new HashMap<>());
        segments.forEach(one -> rates.computeIfAbsent(one.segment(), segment -> new Rate()).sample(one.position()));
    }

    /** Forgets the generations that do not serve any more. */
    synchronized void retain(List<String> generations) {
        byGeneration.keySet().retainAll(generations);
    }

    /** The events a second, 0 where nothing is known. */
    synchronized long of(String generation, int segment) {
        Rate rate = byGeneration.getOrDefault(generation, Map.of()).get(segment);
        return rate == null ? 0 : rate.perSecond();
    }
}
