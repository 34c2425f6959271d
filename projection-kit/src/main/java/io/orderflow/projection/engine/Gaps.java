package io.orderflow.projection.engine;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** Counts the holes that this process noticed between the events that a projection was handed. Thread-safe. */
final class Gaps {

    private static final String COUNTER = "orderflow.event.gaps";

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
        count(registry, group, "repaired", Gaps::repaired);
        count(registry, group, "absent", Gaps::absent);
    }

    private void count(MeterRegistry registry, String group, String kind, ToDoubleFunction<Gaps> value) {
        FunctionCounter.builder(COUNTER, this, value)
                .description("Holes between the events that a projection was handed")
                .tags("group", group, "kind", kind)
                .register(registry);
    }
}
