package io.orderflow.service.resilience;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.service.metrics.MeterDefinition;
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
    private static final MeterDefinition FAILURES = MeterDefinition.gauge("orderflow.repeated.failures", "operations",
            "Operations that this process repeats without success");
    private static final MeterDefinition HEAD = MeterDefinition.gauge("orderflow.log.head", "position",
            "Position of the last event of the log, as this process last knew it");

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
    HealthIndicator catchUpHealthIndicator(ObjectProvider<StartupTask> tasks) {
        return new StartupHealth(tasks.orderedStream().toList());
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
        return registry -> FAILURES.gauge(registry, failures, all -> all.all().size());
    }

    @Bean
    MeterBinder logHeadGauge(StallWatch watch) {
        return registry -> HEAD.gauge(registry, watch, StallWatch::lastHead);
    }
}
