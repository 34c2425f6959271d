package io.orderflow.service.tracing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the fields of log lines and, where somebody receives them, the traces. */
@Configuration(proxyBeanMethods = false)
@Import(RecordedTraces.class)
class TracingConfiguration {

    /** The framework gives every such bean to the buses and the event processors. */
    @Bean
    LogFields logFields() {
        return new LogFields();
    }
}
