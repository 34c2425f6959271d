package io.orderflow.service.resilience;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.OptionalLong;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Collects the repeated failures, and shows them in the health and in the metrics of the process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StallProperties.class)
@Import(FrameworkLogs.class)
class HealthConfiguration {

    private static final long BEFORE_ALL = -1;

    @Bean
    RepeatedFailures repeatedFailures() {
        return new RepeatedFailures();
    }

    /** Shown as {@code repeatedFailures}: the name of a health component is that of its bean without the suffix. */
    @Bean
    HealthIndicator repeatedFailuresHealthIndicator(RepeatedFailures failures) {
        return new RepeatedFailuresHealth(failures);
    }

    @Bean
    StallWatch stallWatch(ObjectProvider<EventStore> events, ObjectProvider<Progress.Source> sources,
            RepeatedFailures failures, StallProperties properties) {
        return new StallWatch(() -> positionOf(events.getObject().createHeadToken()), sources.orderedStream().toList(),
                failures, properties.after());
    }

    private static long positionOf(TrackingToken head) {
        OptionalLong position = head == null ? OptionalLong.empty() : head.position();
        return position.orElse(BEFORE_ALL);
    }

    @Bean
    MeterBinder repeatedFailuresGauge(RepeatedFailures failures) {
        return registry -> Gauge.builder("orderflow.repeated.failures", () -> failures.all().size())
                .description("The operations that this process repeats without success")
                .register(registry);
    }
}
