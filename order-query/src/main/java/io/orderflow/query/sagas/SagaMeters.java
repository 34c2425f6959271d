package io.orderflow.query.sagas;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.saga.SagaStatus;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.metrics.MeterDefinition;
import io.orderflow.service.metrics.MetricSampler;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.GenericEventMessage;
import org.bson.conversions.Bson;

/**
 * Shows in the metrics how many processes are at each step that is no end, and how long the one has waited that has
 * waited longest. Both are read from the index of steps, up to a limit. Thread-safe.
 */
final class SagaMeters implements MeterBinder, MetricSampler {

    private static final MeterDefinition SAGAS = MeterDefinition.gauge("orderflow.sagas", "processes",
            "Processes of orders at a step, counted up to 1,000, at most ten seconds ago", "step");
    private static final MeterDefinition OLDEST = MeterDefinition.gauge("orderflow.sagas.oldest.age", "seconds",
            "How long the process that has waited longest at a step has made no progress; 0 where there is none",
            "step");
    private static final MeterDefinition STUCK = MeterDefinition.gauge("orderflow.sagas.stuck", "processes",
            "Processes that have waited for an answer for ten minutes, counted up to 1,000, as /sagas?stuckFor=PT10M lists "
                    + "them");
    private static final MeterDefinition STALLED = MeterDefinition.gauge("orderflow.sagas.stalled", "processes",
            "Those of them that ask no more until an operator has them try again");
    /** A count ends here, because beyond it only matters that there are many. */
    private static final int MAX_COUNT = 1_000;
    private static final double MILLIS_IN_A_SECOND = 1e3;

    private final ReadModel<SagaView> sagas;
    private final StuckSagasHealth stuck;
    private final Map<SagaStep, StepSample> samples = new ConcurrentHashMap<>();

    private record StepSample(long count, Instant oldest) {}

    SagaMeters(ReadModels models, SagasProjection projection, StuckSagasHealth stuck) {
        this.sagas = models.of(projection);
        this.stuck = stuck;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        SagaStatus.ACTIVE.steps().forEach(step -> {
            SAGAS.gauge(registry, step, this::count, step.name());
            OLDEST.gauge(registry, step, this::age, step.name());
        });
        STUCK.gauge(registry, stuck, StuckSagasHealth::count);
        STALLED.gauge(registry, stuck, StuckSagasHealth::stalled);
    }

    private double count(SagaStep step) {
        StepSample sample = samples.get(step);
        return sample == null ? 0 : sample.count();
    }

    private double age(SagaStep step) {
        StepSample sample = samples.get(step);
        return sample == null
                ? 0
                : Math.max(0, Duration.between(sample.oldest(), GenericEventMessage.clock.instant()).toMillis()
                        / MILLIS_IN_A_SECOND);
    }

    @Override
    public void sample() {
        SagaStatus.ACTIVE.steps().forEach(step -> {
            Bson atStep = Filters.eq("step", step.name());
            sagas.find(atStep, Indexes.ascending("progressAt", "_id"), 1)
                    .stream()
                    .findFirst()
                    .ifPresentOrElse(oldest -> samples.put(step,
                            new StepSample(sagas.count(atStep, MAX_COUNT), oldest.progressAt())),
                            () -> samples.remove(step));
        });
    }
}
