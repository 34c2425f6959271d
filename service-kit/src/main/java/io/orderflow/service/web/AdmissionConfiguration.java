package io.orderflow.service.web;

import io.orderflow.service.resilience.Dependency;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Limits the requests that are worked on at once. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdmissionProperties.class)
class AdmissionConfiguration {

    @Bean
    AdmissionFilter admissionFilter(AdmissionProperties limits,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return new AdmissionFilter(limits, problems);
    }

    @Bean
    OperatorRoutes operatorRoutes(Dependency.Away away) {
        return new OperatorRoutes(away);
    }
}
