package io.orderflow.gateway;

import static io.orderflow.service.access.RouteScopes.permitAll;
import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;
import static io.orderflow.service.access.Scope.ORDERS_READ;

import io.orderflow.gateway.backend.BackendConfiguration;
import io.orderflow.gateway.backend.Services;
import io.orderflow.gateway.composition.CompositionConfiguration;
import io.orderflow.gateway.limit.LimitConfiguration;
import io.orderflow.gateway.migration.MigrationConfiguration;
import io.orderflow.gateway.route.RouteConfiguration;
import io.orderflow.service.HttpServiceConfiguration;
import io.orderflow.service.access.RouteScopes;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The gateway: our conventions of HTTP, the services behind it, and the routes to them. */
@Configuration(proxyBeanMethods = false)
@Import({HttpServiceConfiguration.class, HomeController.class, BackendConfiguration.class, RouteConfiguration.class,
        LimitConfiguration.class, CompositionConfiguration.class,
        MigrationConfiguration.class})
public class GatewayConfiguration {

    /** The routes to the services are described by these; what may come in their place is not known to them. */
    @Bean
    OpenApiCustomizer gatewayDescription() {
        return api -> api.getInfo().setDescription(api.getInfo().getDescription()
                + " On every route of a service the gateway may answer by itself: 429 RATE_LIMITED, "
                + "503 SERVICE_UNAVAILABLE or OVERLOADED, and 504 GATEWAY_TIMEOUT where the service took too long.");
    }

    /** The routes of the gateway's own; those to the services are judged by the services. */
    @Bean
    RouteScopes gatewayScopes() {
        return () -> List.of(permitAll("GET", "/"), route("GET", "/customers/{customerId}/overview", ORDERS_READ),
                route("GET", "/projections", OPERATIONS), route("GET", "/rebuilds", OPERATIONS),
                route("GET", "/dead-letters", OPERATIONS), route("GET", "/dead-letter-batches", OPERATIONS),
                route("GET", "/migrations", OPERATIONS), route("GET", "/migrations/{name}", OPERATIONS),
                route("PUT", "/migrations/{name}", OPERATIONS),
                route("GET", "/migrations/{name}/differences", OPERATIONS),
                route("DELETE", "/migrations/{name}/differences", OPERATIONS));
    }

    /** The pages show the descriptions of those services that are there when the gateway starts. */
    @Bean
    SmartInitializingSingleton presentDescriptions(SwaggerUiConfigProperties pages, Services services) {
        return () -> {
            if (pages.getUrls() != null) {
                pages.getUrls().removeIf(description -> !services.isPresent(description.getName()));
            }
        };
    }
}
