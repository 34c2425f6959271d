package io.orderflow.service.web;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.service.metrics.MeterDefinition;
import io.orderflow.service.resilience.Dependency;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Limits the requests that are worked on at once. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdmissionProperties.class)
class AdmissionConfiguration {

    private static final MeterDefinition IN_HAND = MeterDefinition.gauge("orderflow.admission.in.hand", "requests",
            "Requests that are worked on, or wait for their turn", "kind");
    static final MeterDefinition REFUSED = MeterDefinition.counter("orderflow.admission.refused", "requests",
            "Requests that were refused with 503 because as many were in hand as there may be, or the heap had no room for one more",
            "kind");

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
    MeterBinder admissionMeters(Admission admission) {
        return registry -> Map.of("reads", admission.reads(), "writes", admission.writes()).forEach((kind, gate) -> {
            IN_HAND.gauge(registry, gate, Bulkhead::inHand, kind);
            REFUSED.count(registry, gate, Bulkhead::refused, kind);
        });
    }

    @Bean
    OperatorRoutes operatorRoutes(Dependency.OutageTimes away) {
        return new OperatorRoutes(away);
    }
}
