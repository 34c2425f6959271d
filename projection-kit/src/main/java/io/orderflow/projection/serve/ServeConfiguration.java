package io.orderflow.projection.serve;

import io.orderflow.projection.api.Moments;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the answers about all projections of the process: queries that wait, live updates, states and rebuilds. */
@Configuration(proxyBeanMethods = false)
@Import({FreshnessConfiguration.class, UpdatesConfiguration.class, ProjectionController.class, RebuildController.class,
        ProgressStreams.class})
class ServeConfiguration {

    @Bean
    Moments moments(EventStore events) {
        return new Moments(events);
    }
}
