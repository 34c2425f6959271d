package io.orderflow.gateway;

import io.orderflow.gateway.backend.BackendConfiguration;
import io.orderflow.gateway.limit.LimitConfiguration;
import io.orderflow.gateway.migration.MigrationConfiguration;
import io.orderflow.gateway.overview.OverviewConfiguration;
import io.orderflow.gateway.route.RouteConfiguration;
import io.orderflow.service.HttpServiceConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The gateway: our conventions of HTTP, the services behind it, and the routes to them. */
@Configuration(proxyBeanMethods = false)
@Import({HttpServiceConfiguration.class, HomeController.class, BackendConfiguration.class, RouteConfiguration.class,
        LimitConfiguration.class, OverviewConfiguration.class,
        MigrationConfiguration.class})
public class GatewayConfiguration {}
