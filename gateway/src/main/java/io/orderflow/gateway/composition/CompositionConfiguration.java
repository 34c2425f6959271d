package io.orderflow.gateway.composition;

import io.orderflow.gateway.backend.Services;
import io.orderflow.gateway.route.RouteSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the overview of a customer, and the lists of several services. */
@Configuration(proxyBeanMethods = false)
@Import({OverviewController.class, OperationsController.class})
public class CompositionConfiguration {

    @Bean
    OverviewComposer overviewComposer(Services services) {
        return new OverviewComposer(services);
    }

    @Bean
    ListComposer listComposer(Services services, RouteSettings routes) {
        return new ListComposer(services, routes);
    }
}
