package io.orderflow.service.message;

import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tags every message with its origin. */
@Configuration(proxyBeanMethods = false)
public class CorrelationConfiguration {

    @Bean
    TraceFilter traceFilter() {
        return new TraceFilter();
    }

    @Bean
    CorrelationDataProvider origin() {
        return new Origin();
    }
}
