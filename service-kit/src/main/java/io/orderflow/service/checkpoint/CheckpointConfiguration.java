package io.orderflow.service.checkpoint;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up what processors and projections share: both keep checkpoints of the log. */
@Configuration(proxyBeanMethods = false)
class CheckpointConfiguration {

    @Bean
    CheckpointedLog checkpointedLog(ObjectProvider<EventStore> events) {
        return new CheckpointedLog(events::getObject);
    }

    @Bean
    Restarts restarts(CheckpointedLog log) {
        return new Restarts(log);
    }

    @Bean
    ConnectionWatch connectionWatch(Restarts restarts) {
        return new ConnectionWatch(restarts);
    }

    /** Watches each connection of a channel, however the channel is made. */
    @Bean
    static BeanPostProcessor connectionsOfChannels(ObjectProvider<ConnectionWatch> connections) {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ManagedChannelCustomizer channel
                        ? (ManagedChannelCustomizer) address -> channel.apply(address)
                                .addTransportFilter(connections.getObject())
                        : bean;
            }
        };
    }

    @Bean
    LogHealth eventLogHealthIndicator(Restarts restarts) {
        return new LogHealth(restarts);
    }

    @Bean
    MessageCatalog checkpointMessages() {
        return () -> List.of(EventToken.class);
    }
}
