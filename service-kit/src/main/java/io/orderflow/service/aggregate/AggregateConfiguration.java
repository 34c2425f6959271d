package io.orderflow.service.aggregate;

import io.orderflow.service.checkpoint.Restarts;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up how aggregates are loaded, and how their snapshots are taken. */
@Configuration(proxyBeanMethods = false)
class AggregateConfiguration {

    /** One thread is enough: at most one snapshot of each busy aggregate waits for it. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService snapshotThread() {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("snapshots").factory());
    }

    @Bean
    SnapshotAttempts snapshotAttempts() {
        return new SnapshotAttempts(Aggregates.EVENTS_BETWEEN_SNAPSHOTS);
    }

    @Bean
    Snapshotter snapshotter(EventStore events, ExecutorService snapshotThread, ParameterResolverFactory parameters,
            SnapshotAttempts snapshotAttempts, Serializer serializer) {
        return new StateSnapshotter(SpringAggregateSnapshotter.builder()
                .eventStore(events)
                .executor(snapshotThread)
                .parameterResolverFactory(parameters), snapshotAttempts, serializer);
    }

    @Bean
    HealthIndicator snapshotsHealthIndicator(SnapshotAttempts snapshotAttempts) {
        return new SnapshotsHealth(snapshotAttempts);
    }

    @Bean
    CachedCommandTargetResolver commandTargetResolver() {
        return new CachedCommandTargetResolver();
    }

    /** The part of the command bus that has this process's handlers, set up as the framework sets up its own. */
    @Bean
    @Qualifier("localSegment")
    SimpleCommandBus localCommandBus(TransactionManager transactions, org.axonframework.config.Configuration axon,
            DuplicateCommandHandlerResolver duplicates, CachedCommandTargetResolver targets) {
        SimpleCommandBus bus = new GroupingCommandBus(SimpleCommandBus.builder()
                .transactionManager(transactions)
                .duplicateCommandHandlerResolver(duplicates)
                .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
                .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus")), targets);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    /**
     * Skips a snapshot in a shape that this process does not know, older or newer: the events make the same aggregate.
     */
    @Bean(Snapshotted.FILTER)
    SnapshotFilter readableSnapshots(Serializer serializer) {
        return snapshot -> serializer.classForType(snapshot.getPayload().getType()) != UnknownSerializedType.class;
    }

    /** The framework gives every such bean to the command bus. */
    @Bean
    RememberedStateCheck rememberedStateCheck() {
        return new RememberedStateCheck();
    }

    @Bean
    RepositoryCheck repositoryCheck(ListableBeanFactory beans) {
        return new RepositoryCheck(beans);
    }

    @Bean
    Aggregates aggregates(EventStore events, Snapshotter snapshotter, ParameterResolverFactory parameters,
            Restarts restarts) {
        Aggregates aggregates = new Aggregates(events, snapshotter, parameters);
        restarts.onPossiblyAnotherLog(aggregates::forget);
        return aggregates;
    }
}
