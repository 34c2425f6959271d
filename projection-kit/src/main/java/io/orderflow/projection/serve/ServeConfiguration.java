package io.orderflow.projection.serve;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;

import io.orderflow.projection.api.Moments;
import io.orderflow.service.access.RouteScopes;
import io.orderflow.service.description.RouteDescription;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the answers about all projections of the process: queries that wait, live updates, states and rebuilds. */
@Configuration(proxyBeanMethods = false)
@Import({FreshnessConfiguration.class, UpdatesConfiguration.class, ProjectionController.class, RebuildController.class,
        ProgressStreams.class, MarkedEntries.class})
class ServeConfiguration {

    @Bean
    Moments moments(EventStore events) {
        return new Moments(events);
    }

    @Bean
    RouteDescription queriesInDescription() {
        return new QueryDescription();
    }

    @Bean
    RouteScopes projectionScopes() {
        return () -> List.of(
                route("GET", "/projections", OPERATIONS),
                route("GET", "/projections/{name}/updates", OPERATIONS),
                route("POST", "/projections/{name}/rebuilds", OPERATIONS),
                route("POST", "/projections/{name}/rollback", OPERATIONS),
                route("GET", "/rebuilds", OPERATIONS),
                route("GET", "/rebuilds/{id}", OPERATIONS),
                route("GET", "/rebuilds/{id}/progress", OPERATIONS),
                route("POST", "/rebuilds/{id}/promotion", OPERATIONS),
                route("DELETE", "/rebuilds/{id}", OPERATIONS));
    }
}
