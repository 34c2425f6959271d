package io.orderflow.gateway.backend;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryProperties;

/**
 * Takes an address without a host, such as {@code urn:none}, for what it says: that there is no such service. The client
 * of the settings would answer each question about the service with an exception.
 */
final class AbsentInstances implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof SimpleDiscoveryProperties settings) {
            settings.getInstances().values().forEach(instances -> instances
                    .removeIf(instance -> instance.getUri() != null && instance.getUri().getHost() == null));
        }
        return bean;
    }
}
