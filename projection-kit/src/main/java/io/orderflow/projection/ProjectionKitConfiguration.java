package io.orderflow.projection;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.projection.api.Moments;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.ReadModelDatabase;
import io.orderflow.projection.engine.Checkpoints;
import io.orderflow.projection.engine.GapsHealth;
import io.orderflow.projection.engine.Letters;
import io.orderflow.projection.engine.Machinery;
import io.orderflow.projection.engine.Pointers;
import io.orderflow.projection.engine.ProjectionDeadLetters;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.ProjectionProperties;
import io.orderflow.projection.engine.Quarantine;
import io.orderflow.projection.engine.TimeTravel;
import io.orderflow.projection.rebuild.CatchingUp;
import io.orderflow.projection.rebuild.Housekeeper;
import io.orderflow.projection.rebuild.LetterDuty;
import io.orderflow.projection.rebuild.ProjectionStatuses;
import io.orderflow.projection.rebuild.RebuildLog;
import io.orderflow.projection.rebuild.RebuildWatch;
import io.orderflow.projection.rebuild.Rebuilds;
import io.orderflow.projection.rebuild.RebuildsHealth;
import io.orderflow.projection.rebuild.Retirement;
import io.orderflow.projection.rebuild.Revisions;
import io.orderflow.projection.serve.FreshnessConfiguration;
import io.orderflow.projection.serve.ProjectionWebConfiguration;
import io.orderflow.projection.serve.UpdatesConfiguration;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.Restarts;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.resilience.AfterOutage;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.RepeatedFailures;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Runs every {@link Projection} bean of the application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionProperties.class)
@Import({ReadModelDatabase.class, FreshnessConfiguration.class, ProjectionWebConfiguration.class,
        UpdatesConfiguration.class})
public class ProjectionKitConfiguration {

    @Bean
    Machinery projectionMachinery(EventStore events, @Qualifier("readModels") MongoDatabase database,
            Serializer serializer, ProjectionProperties limits, CheckpointedLog log, RepeatedFailures failures,
            DeadLetterDecisions givenUp, CallLimits callLimits) {
        return new Machinery(events, database,
                new Checkpoints(database, serializer, ManagementFactory.getRuntimeMXBean().getName(),
                        limits.claimTimeout(), log, failures, callLimits),
                new Pointers(database),
                new Semaphore(Machinery.MAX_REPLAYS), limits, failures, givenUp, callLimits);
    }

    @Bean
    ProjectionHost projectionHost(ObjectProvider<Projection<?>> projections, Machinery machinery) {
        return new ProjectionHost(projections.orderedStream().toList(), machinery);
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
    CatchingUp catchingUp(ProjectionHost host, Machinery machinery) {
        return new CatchingUp(host, machinery);
    }

    @Bean
    RebuildLog rebuildLog(@Qualifier("readModels") MongoDatabase database, ProjectionProperties limits) {
        return new RebuildLog(database, limits.rebuildsKept());
    }

    @Bean
    Housekeeper projectionHousekeeper(ProjectionHost host, Machinery machinery, CatchingUp catchingUp,
            RebuildLog log, Restarts restarts) {
        return new Housekeeper(host, machinery,
                List.of(catchingUp, new LetterDuty(), new Revisions(machinery, log), new RebuildWatch(machinery, log),
                        new Retirement(machinery)),
                restarts);
    }

    @Bean
    AfterOutage projectionsGoOn(ProjectionHost host) {
        return host::goOn;
    }

    @Bean
    DeadLetterQueues projectionDeadLetters(ProjectionHost host, Machinery machinery, Housekeeper housekeeper,
            CallLimits callLimits) {
        MongoDatabase soon = machinery.database().withTimeout(callLimits.read().toMillis(), TimeUnit.MILLISECONDS);
        return new ProjectionDeadLetters(host, new Letters(soon), machinery, housekeeper::wake);
    }

    /** The counters are there before the first letter, so that somebody can watch them. */
    @Bean
    MeterBinder deadLetterCounters(ObjectProvider<ProjectionHost> host) {
        return registry -> host.getObject()
                .all()
                .forEach(hosted -> registry.counter(Quarantine.COUNTER, "group", hosted.projection().name()));
    }

    @Bean
    Rebuilds rebuilds(ProjectionHost host, Machinery machinery, RebuildLog log, Housekeeper housekeeper) {
        return new Rebuilds(host, machinery.pointers(), log, housekeeper);
    }

    @Bean
    RebuildsHealth rebuildsThatDiffer(ProjectionHost host) {
        return new RebuildsHealth(host);
    }

    @Bean
    ProjectionStatuses projectionStatuses(ProjectionHost host, Machinery machinery) {
        return new ProjectionStatuses(host, machinery);
    }

    @Bean
    Moments moments(EventStore events) {
        return new Moments(events);
    }

    @Bean
    TimeTravel timeTravel(EventStore events, DeadLetterDecisions givenUp) {
        return new TimeTravel(events, givenUp);
    }
}
