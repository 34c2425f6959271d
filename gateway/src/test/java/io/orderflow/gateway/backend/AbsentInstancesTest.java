package io.orderflow.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.simple.InstanceProperties;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryProperties;

/** Which addresses in the settings say that a service is not there. */
class AbsentInstancesTest {

    private static List<ServiceInstance> instancesAt(String uri) {
        InstanceProperties instance = new InstanceProperties();
        instance.setUri(URI.create(uri));
        SimpleDiscoveryProperties settings = new SimpleDiscoveryProperties();
        settings.setInstances(Map.of("event-relay", new ArrayList<>(List.of(instance))));
        settings.afterPropertiesSet();
        new AbsentInstances().postProcessAfterInitialization(settings, "settings");
        return new SimpleDiscoveryClient(settings).getInstances("event-relay");
    }

    /** The second is what Compose tells the gateway where no relay is asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"urn:none", "event-relay:8080"})
    void hasNoInstanceAtAnAddressWithoutAHost(String uri) {
        assertThat(instancesAt(uri)).isEmpty();
    }

    @Test
    void hasOneAtAnAddressWithAHost() {
        assertThat(instancesAt("https://event-relay:8080")).extracting(ServiceInstance::getHost)
                .containsExactly("event-relay");
    }
}
