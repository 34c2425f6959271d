package io.orderflow.projection.serve;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.UpdateStream;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.web.Fingerprint;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryBus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Lets clients watch the documents of all projections of the process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UpdateProperties.class)
@Import(UpdateController.class)
class UpdatesConfiguration {

    @Bean
    Updates updates(ProjectionHost host, EventStore events, UpdateProperties limits, RepeatedFailures failures) {
        return new Updates(host, events, limits, failures);
    }

    @Bean
    EventStreams eventStreams(UpdateProperties limits, JsonMapper json) {
        return new EventStreams(limits, json);
    }

    @Bean
    UpdateStream updateStream(Updates updates, EventStreams streams, ProjectionHost host, Fingerprint fingerprint,
            JsonMapper json, UpdateProperties limits) {
        return new DocumentUpdateStream(updates, streams, host, fingerprint, json, limits.buffer());
    }

    @Bean
    DocumentWaits documentWaits(QueryBus queries, ProjectionHost host, Updates updates, UpdateProperties limits,
            ObjectProvider<Projection<?>> projections) {
        return new DocumentWaits(queries, host, updates, limits.waits(),
                projections.orderedStream().<String>map(Projection::name).toList());
    }
}
