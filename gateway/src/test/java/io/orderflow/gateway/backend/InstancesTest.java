package io.orderflow.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** Which instance of a service gets the next request. */
class InstancesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final BackendSettings SETTINGS = new BackendSettings(Duration.ofSeconds(1), Duration.ofSeconds(1),
            Duration.ofSeconds(1), 10, Duration.ofMillis(20), Duration.ofSeconds(2), List.of());

    private final Registry registry = new Registry();

    @Test
    void takesTurnsAndPassesOverWhoRefusesForAWhile() {
        registry.ports = List.of(1, 2);
        try (Instances instances = new Instances(registry, SETTINGS)) {
            assertThat(taken(instances)).containsExactlyInAnyOrder(1, 2);

            instances.refused(URI.create("http://127.0.0.1:2"));
            assertThat(taken(instances)).containsExactly(1);
            await().atMost(SOON).until(() -> taken(instances).equals(Set.of(1, 2)));
        }
    }

    @Test
    void asksEvenWhoRefusesWhereThereIsNobodyElse() {
        registry.ports = List.of(1);
        try (Instances instances = new Instances(registry, SETTINGS)) {
            instances.refused(instances.next("shop"));

            assertThat(taken(instances)).containsExactly(1);
        }
    }

    @Test
    void goesOnWithTheLastKnownWhileTheRegistryIsAway() {
        registry.ports = List.of(1);
        try (Instances instances = new Instances(registry, SETTINGS)) {
            assertThat(taken(instances)).containsExactly(1);
            registry.away = true;
            int asked = registry.asked.get();
            await().atMost(SOON).until(() -> registry.asked.get() > asked + 3);
            assertThat(taken(instances)).containsExactly(1);

            registry.ports = List.of(3);
            registry.away = false;

            await().atMost(SOON).until(() -> taken(instances).equals(Set.of(3)));
        }
    }

    @Test
    void saysWhereNoneIsKnown() {
        try (Instances instances = new Instances(registry, SETTINGS)) {
            assertThatThrownBy(() -> instances.next("shop")).isInstanceOf(BackendFailure.class)
                    .hasMessageContaining("No instance of shop is known");
        }
    }

    private static Set<Integer> taken(Instances instances) {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            ports.add(instances.next("shop").getPort());
        }
        return ports;
    }

    /** A registry that can be away. */
    private static final class Registry implements DiscoveryClient {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile List<Integer> ports = List.of();
        private volatile boolean away;

        @Override
        public String description() {
            return "scripted";
        }

        @Override
        public List<ServiceInstance> getInstances(String service) {
            asked.incrementAndGet();
            if (away) {
                throw new IllegalStateException("The registry is away");
            }
            return ports.stream()
                    .map(port -> (ServiceInstance) new DefaultServiceInstance("i" + port, service, "127.0.0.1", port,
                            false))
                    .toList();
        }

        @Override
        public List<String> getServices() {
            return List.of("shop");
        }
    }
}
