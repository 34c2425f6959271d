package io.orderflow.gateway.backend;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.service.tls.OutgoingTls;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the connections to the services. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BackendSettings.class, ResilienceSettings.class})
public class BackendConfiguration {

    @Bean
    static AbsentInstances absentInstances() {
        return new AbsentInstances();
    }

    @Bean
    BackendClient backendClient(BackendSettings settings, OutgoingTls tls) {
        return new BackendClient(settings, tls);
    }

    @Bean
    Instances instances(DiscoveryClient discovery, BackendSettings settings) {
        return new Instances(discovery, settings);
    }

    @Bean
    Services services(BackendClient client, Instances instances, BackendSettings backend,
            ResilienceSettings settings, MeterRegistry registry) {
        return new Services(client, instances, Set.copyOf(backend.optional()), settings, registry);
    }
}
