package io.orderflow.projection;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.projection.api.Moments;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.ReadModelDatabase;
import io.orderflow.projection.engine.Checkpoints;
import io.orderflow.projection.engine.DeadLetterQueue;
import io.orderflow.projection.engine.DeadLetterStore;
import io.orderflow.projection.engine.GapsHealth;
import io.orderflow.projection.engine.Pointers;
import io.orderflow.projection.engine.ProjectionDeadLetters;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.ProjectionProperties;
import io.orderflow.projection.engine.ProjectionRuntime;
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
    ProjectionRuntime projectionRuntime(EventStore events, @Qualifier("readModels") MongoDatabase database,
            Serializer serializer, ProjectionProperties limits, CheckpointedLog log, RepeatedFailures failures,
            DeadLetterDecisions givenUp, CallLimits callLimits) {
        return new ProjectionRuntime(events, database,
                new Checkpoints(database, serializer, ManagementFactory.getRuntimeMXBean().getName(),
                        limits.claimTimeout(), log, failures, callLimits),
                new Pointers(database),
                new Semaphore(ProjectionRuntime.MAX_REPLAYS), limits, failures, givenUp, callLimits);
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
    CatchingUp catchingUp(ProjectionHost host, ProjectionRuntime runtime) {
        return new CatchingUp(host, runtime);
    }

    @Bean
    RebuildLog rebuildLog(@Qualifier("readModels") MongoDatabase database, ProjectionProperties limits) {
        return new RebuildLog(database, limits.rebuildsKept());
    }

    @Bean
    Housekeeper projectionHousekeeper(ProjectionHost host, ProjectionRuntime runtime, CatchingUp catchingUp,
            RebuildLog log, Restarts restarts) {
        return new Housekeeper(host, runtime,
                List.of(catchingUp, new LetterDuty(), new Revisions(runtime, log), new RebuildWatch(runtime, log),
                        new Retirement(runtime)),
                restarts);
    }

    @Bean
    AfterOutage projectionsGoOn(ProjectionHost host) {
        return host::goOn;
    }

    @Bean
    DeadLetterQueues projectionDeadLetters(ProjectionHost host, ProjectionRuntime runtime, Housekeeper housekeeper,
            CallLimits callLimits) {
        MongoDatabase soon = runtime.database().withTimeout(callLimits.read().toMillis(), TimeUnit.MILLISECONDS);
        return new ProjectionDeadLetters(host, new DeadLetterStore(soon), runtime, housekeeper::wake);
    }

    /** The counters are there before the first letter, so that somebody can watch them. */
    @Bean
    MeterBinder deadLetterCounters(ObjectProvider<ProjectionHost> host) {
        return registry -> host.getObject()
                .all()
                .forEach(hosted -> registry.counter(DeadLetterQueue.COUNTER, "group", hosted.projection().name()));
    }

    @Bean
    Rebuilds rebuilds(ProjectionHost host, ProjectionRuntime runtime, RebuildLog log, Housekeeper housekeeper) {
        return new Rebuilds(host, runtime.pointers(), log, housekeeper);
    }

    @Bean
    RebuildsHealth rebuildsThatDiffer(ProjectionHost host) {
        return new RebuildsHealth(host);
    }

    @Bean
    ProjectionStatuses projectionStatuses(ProjectionHost host, ProjectionRuntime runtime) {
        return new ProjectionStatuses(host, runtime);
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
