package io.orderflow.service.deadletter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.service.metrics.MeterDefinition;
import io.orderflow.service.metrics.MetricSampler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows in the metrics how many sequences wait as dead letters, by group. Only the sampler's thread asks the databases.
 * Thread-safe.
 */
final class WaitingSequences implements MeterBinder, MetricSampler {

    private static final MeterDefinition SEQUENCES = MeterDefinition.gauge("orderflow.dead.sequences", "sequences",
            "Sequences of events that wait as dead letters, at most ten seconds ago", "group");

    private final DeadLetterRegistry queues;
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    WaitingSequences(DeadLetterRegistry queues) {
        this.queues = queues;
    }

    /** Registers the counters before the first dead letter, so that an alert can watch them from the start. */
    @Override
    public void bindTo(MeterRegistry registry) {
        queues.byGroup().keySet().forEach(group -> {
            SEQUENCES.gauge(registry, counts, known -> known.getOrDefault(group, 0L), group);
            DeadLetterQueues.LETTERS.counter(registry, group);
        });
    }

    @Override
    public void sample() {
        queues.byGroup().forEach((group, owner) -> counts.put(group, owner.count(group)));
    }
}
