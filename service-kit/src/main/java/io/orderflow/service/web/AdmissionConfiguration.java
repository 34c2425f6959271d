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
    Admission admission(AdmissionProperties limits) {
        return new Admission(limits);
    }

    @Bean
    AdmissionFilter admissionFilter(Admission admission,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return new AdmissionFilter(admission, problems);
    }

    @Bean
    OperatorRoutes operatorRoutes(Dependency.OutageTimes away) {
        return new OperatorRoutes(away);
    }
}
