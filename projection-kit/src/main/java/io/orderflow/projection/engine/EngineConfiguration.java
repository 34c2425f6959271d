package io.orderflow.projection.engine;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.projection.api.Projection;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.RecoveryListener;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.tracing.BatchSpans;
import java.lang.management.ManagementFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes every {@link Projection} bean of the application from the log to its documents. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionProperties.class)
class EngineConfiguration {

    @Bean
    ProjectionRuntime projectionRuntime(EventStore events, @Qualifier("readModels") MongoDatabase database,
            Serializer serializer, ProjectionProperties limits, CheckpointedLog log, RepeatedFailures failures,
            DeadLetterDecisions givenUp, CallLimits callLimits, ObjectProvider<BatchSpans> spans) {
        return ProjectionRuntime.of(events, database, serializer, ManagementFactory.getRuntimeMXBean().getName(),
                limits,
                log, failures, givenUp, callLimits, spans.getIfAvailable(() -> BatchSpans.NONE));
    }

    @Bean
    ProjectionHost projectionHost(ObjectProvider<Projection<?>> projections, ProjectionRuntime runtime) {
        return new ProjectionHost(projections.orderedStream().toList(), runtime);
    }

    @Bean
    GapsHealth eventGaps(ProjectionHost host) {
        return new GapsHealth(host);
    }

    @Bean
    MeterBinder eventGapCounters(ObjectProvider<ProjectionHost> host) {
        return registry -> host.getObject().gaps().forEach((group, gaps) -> gaps.bindTo(registry, group));
    }

    @Bean
    RecoveryListener projectionsGoOn(ProjectionHost host) {
        return host::goOn;
    }
}
