package io.orderflow.service.processor;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.service.metrics.MeterDefinition;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.eventhandling.GenericEventMessage;

/** The meters of event processors that send commands. */
final class ProcessorMeters {

    private static final MeterDefinition SEGMENTS = MeterDefinition.gauge("orderflow.processor.segments", "segments",
            "Segments of the event processor that this process has", "processor");
    private static final MeterDefinition OLDEST = MeterDefinition.gauge("orderflow.processor.oldest.event.age",
            "seconds", "Age of the oldest event that the event processor has in hand; 0 where it has none",
            "processor");
    private static final double MILLIS_IN_A_SECOND = 1e3;

    private ProcessorMeters() {}

    static void bindTo(MeterRegistry registry, ConcurrentStreamingProcessor processor) {
        SEGMENTS.gauge(registry, processor, one -> one.processingStatus().size(), processor.getName());
        OLDEST.gauge(registry, processor, ProcessorMeters::age, processor.getName());
    }

    private static double age(ConcurrentStreamingProcessor processor) {
        Instant now = GenericEventMessage.clock.instant();
        return processor.oldestInHand()
                .map(begin -> Math.max(0, Duration.between(begin, now).toMillis() / MILLIS_IN_A_SECOND))
                .orElse(0.0);
    }
}
