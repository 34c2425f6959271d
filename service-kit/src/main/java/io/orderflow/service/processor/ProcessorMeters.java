package io.orderflow.service.processor;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.service.metrics.MeterDefinition;

/** The meters of event processors that send commands. */
final class ProcessorMeters {

    private static final MeterDefinition SEGMENTS = MeterDefinition.gauge("orderflow.processor.segments", "segments",
            "Segments of the event processor that this process has", "processor");
    private static final MeterDefinition RUNNING = MeterDefinition.gauge("orderflow.processor.running", "boolean",
            "1 where the event processor runs in this process, 0 where it is paused", "processor");
    private static final MeterDefinition OLDEST = MeterDefinition.gauge("orderflow.processor.oldest.event.age",
            "seconds", "Age of the oldest event that waits for the event processor or that it has in hand, where its "
                    + "segments are in this process or in none; 0 where none waits",
            "processor");
    private static final double MILLIS_IN_A_SECOND = 1e3;

    private ProcessorMeters() {}

    static void bindTo(MeterRegistry registry, ConcurrentStreamingProcessor processor, ProcessorWatch watch) {
        String name = processor.getName();
        SEGMENTS.gauge(registry, processor, one -> one.processingStatus().size(), name);
        RUNNING.gauge(registry, processor, one -> one.isRunning() ? 1 : 0, name);
        OLDEST.gauge(registry, watch, one -> one.of(name).waiting().toMillis() / MILLIS_IN_A_SECOND, name);
    }
}
