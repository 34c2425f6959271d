package io.orderflow.service.metrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Samples the metrics that cost something. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    MetricSampling metricSampling(ObjectProvider<MetricSampler> samplers) {
        return new MetricSampling(samplers.orderedStream().toList());
    }
}
