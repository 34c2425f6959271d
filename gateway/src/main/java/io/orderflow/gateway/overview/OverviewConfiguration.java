package io.orderflow.gateway.overview;

import io.orderflow.gateway.backend.Services;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the overview of a customer. */
@Configuration(proxyBeanMethods = false)
@Import(OverviewController.class)
public class OverviewConfiguration {

    @Bean
    Composition composition(Services services) {
        return new Composition(services);
    }
}
