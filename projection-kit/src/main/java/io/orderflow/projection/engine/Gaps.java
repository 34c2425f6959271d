package io.orderflow.projection.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.service.metrics.MeterDefinition;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the holes that this process noticed between the events that a projection was handed. Thread-safe. */
final class Gaps {

    private static final MeterDefinition COUNTER = MeterDefinition.counter("orderflow.event.gaps", "gaps",
            "Holes between the events that a projection was handed: repaired by reading again, or absent from the log too",
            "group", "kind");

    private final AtomicLong repaired = new AtomicLong();
    private final AtomicLong absent = new AtomicLong();

    void repair() {
        repaired.incrementAndGet();
    }

    void pass() {
        absent.incrementAndGet();
    }

    /** Holes whose events are in the log, and which the processor has read again. */
    long repaired() {
        return repaired.get();
    }

    /** Holes at whose positions the log has no event either, and which the processor has skipped. */
    long absent() {
        return absent.get();
    }

    long all() {
        return repaired() + absent();
    }

    /** Binds the counts of both kinds to the metrics, where the group is the projection. */
    void bindTo(MeterRegistry registry, String group) {
        COUNTER.count(registry, this, Gaps::repaired, group, "repaired");
        COUNTER.count(registry, this, Gaps::absent, group, "absent");
    }
}
