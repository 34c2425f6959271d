package io.orderflow.service.resilience;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.service.metrics.MeterDefinition;
import io.orderflow.service.tls.OutgoingTls;
import java.time.Clock;
import java.util.List;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits the calls that leave the process, and watches the servers that they go to. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallLimits.class)
class OutageConfiguration {

    private static final MeterDefinition ANSWERS = MeterDefinition.gauge("orderflow.dependency.up", "boolean",
            "1 where a server that this process works with answers, 0 where it does not", "dependency");

    @Bean
    EventStoreCallLimits eventStoreCallLimits(CallLimits limits) {
        return new EventStoreCallLimits(limits);
    }

    @Bean
    @ConditionalOnMissingBean
    ManagedChannelCustomizer managedChannelCustomizer(OutgoingTls tls) {
        return tls.toEventStore().map(EventStoreTls::channel).orElseGet(ManagedChannelCustomizer::identity);
    }

    /** Limits the calls of a channel, however the channel is made. */
    @Bean
    static BeanPostProcessor channelLimits(ObjectProvider<EventStoreCallLimits> limits) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ManagedChannelCustomizer channel
                        ? (ManagedChannelCustomizer) address -> channel.apply(address)
                                .intercept(limits.getObject())
                        : bean;
            }
        };
    }

    @Bean
    Dependency eventStoreDependency(EventStore events) {
        return new Dependency("eventStore", true, events::createHeadToken);
    }

    @Bean
    @ConditionalOnProperty(name = "axon.axonserver.enabled", matchIfMissing = true)
    Dependency registeredHandlers(AxonServerConnectionManager connections) {
        return new Dependency("registeredHandlers", true,
                new RegisteredHandlers(connections::getConnection, Clock.systemUTC()));
    }

    @Bean
    DependencyWatch dependencyWatch(List<Dependency> dependencies, ObjectProvider<RecoveryListener> afterOutage,
            CallLimits limits) {
        return new DependencyWatch(dependencies, afterOutage.stream().toList(), limits, Clock.systemUTC());
    }

    @Bean
    MeterBinder dependencyGauges(DependencyWatch watch) {
        return registry -> watch.states()
                .keySet()
                .forEach(name -> ANSWERS.gauge(registry, watch, one -> one.states().get(name).answers() ? 1 : 0, name));
    }

    @Bean
    Dependency.OutageTimes dependenciesAway(DependencyWatch watch) {
        return watch::away;
    }

    @Bean
    DependenciesHealth dependenciesHealthIndicator(DependencyWatch watch) {
        return new DependenciesHealth(watch);
    }
}
