package io.orderflow.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The mock server of fabric8: Kubernetes itself registers the pods of a service that are ready. */
class KubernetesTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String NAMESPACE = "shop-floor";
    private static final int PORT = 8080;

    @Test
    void findsThePodsOfAServiceThatAreReady() {
        KubernetesMockServer kubernetes = new KubernetesMockServer(new Context(), new MockWebServer(),
                new HashMap<>(), new KubernetesCrudDispatcher(), false);
        kubernetes.init();
        try (NamespacedKubernetesClient cluster = kubernetes.createClient()) {
            cluster.services()
                    .inNamespace(NAMESPACE)
                    .resource(new ServiceBuilder().withNewMetadata().withName("shop").endMetadata().withNewSpec()
                            .addNewPort().withName("http").withPort(PORT).endPort().endSpec().build())
                    .create();
            pods(cluster, 2);
            try (SampleProcess finder = SampleProcess.start("finder", "kubernetes",
                    "--spring.main.cloud-platform=kubernetes",
                    "--spring.cloud.kubernetes.client.master-url=http://127.0.0.1:" + kubernetes.getPort(),
                    "--spring.cloud.kubernetes.client.namespace=" + NAMESPACE)) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(finder.ports("shop")).isEqualTo(List.of(PORT, PORT)));

                pods(cluster, 1);

                await().atMost(SOON).untilAsserted(() -> assertThat(finder.ports("shop")).isEqualTo(List.of(PORT)));
            }
        } finally {
            kubernetes.destroy();
        }
    }

    private static void pods(NamespacedKubernetesClient cluster, int ready) {
        List<EndpointAddress> addresses = IntStream.rangeClosed(1, ready)
                .mapToObj(pod -> new EndpointAddressBuilder().withIp("10.0.0." + pod).build())
                .toList();
        cluster.endpoints()
                .inNamespace(NAMESPACE)
                .resource(new EndpointsBuilder().withNewMetadata().withName("shop").endMetadata().addNewSubset()
                        .withAddresses(addresses).addNewPort().withName("http").withPort(PORT).endPort()
                        .endSubset().build())
                .createOr(existing -> existing.update());
    }
}
