package io.orderflow.projection.updates;

import io.orderflow.projection.Projection;
import io.orderflow.projection.ReadModels;
import io.orderflow.service.health.RepeatedFailures;
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
public class UpdatesConfiguration {

    @Bean
    Updates updates(ReadModels models, EventStore events, UpdateProperties limits, RepeatedFailures failures) {
        return new Updates(models, events, limits, failures);
    }

    @Bean
    UpdateStream updateStream(Updates updates, ReadModels models, JsonMapper json) {
        return new UpdateStream(updates, models, json);
    }

    @Bean
    DocumentWaits documentWaits(QueryBus queries, ReadModels models, Updates updates,
            ObjectProvider<Projection<?>> projections) {
        return new DocumentWaits(queries, models, updates,
                projections.orderedStream().<String>map(Projection::name).toList());
    }
}
