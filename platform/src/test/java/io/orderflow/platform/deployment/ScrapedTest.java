package io.orderflow.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.deployment.Manifests.Manifest;
import io.orderflow.platform.deployment.Manifests.Workload;
import io.orderflow.platform.services.RunServices;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Prometheus reads the metrics of every process of ours, in Compose, in a cluster and on one machine. */
class ScrapedTest {

    private static final Path FOLDER = Yamls.ROOT.resolve("deploy/observability");
    private static final String NAME = "app.kubernetes.io/name";
    /** The issuer is for development, and has no metrics. */
    private static final Set<String> WITHOUT_METRICS = Set.of("identity");
    private static final Map<String, Integer> PORTS = Map.of("axon-server", 8024);
    private static final Map<String, String> TOKENS = Map.of("axon-server", "axon.axonserver.token");

    /** With the event store. */
    private static Set<String> watched() {
        Set<String> watched = new TreeSet<>(RunServices.processes().toList());
        watched.add("axon-server");
        return watched;
    }

    private static String pathOf(String process) {
        return (process.equals("console") ? "/console" : "") + "/actuator/prometheus";
    }

    private static List<Map<String, Object>> jobs(String file) {
        return Yamls.at(Yamls.documents(FOLDER.resolve(file)).getFirst(), "scrape_configs");
    }

    @Test
    void eachContainerOfOursIsWatchedByItsName() {
        Set<String> ours = ComposeFiles.services(ComposeFiles.alone(ComposeFiles.BASE)).entrySet().stream()
                .filter(container -> container.getValue().containsKey("build")).map(Map.Entry::getKey)
                .filter(name -> !WITHOUT_METRICS.contains(name)).collect(Collectors.toSet());
        assertThat(ours).isEqualTo(watched());
        List<Map<String, Object>> jobs = jobs("prometheus.yml");
        assertThat(jobs.stream().map(job -> job.get("job_name"))).containsExactlyInAnyOrderElementsOf(ours);
        jobs.forEach(job -> {
            String name = Yamls.at(job, "job_name");
            assertThat(job).containsEntry("metrics_path", pathOf(name)).containsEntry("scheme", "https")
                    .doesNotContainKey("static_configs");
            List<Map<String, Object>> found = Yamls.at(job, "dns_sd_configs");
            assertThat(found).singleElement().satisfies(by -> assertThat(by).containsEntry("names", List.of(name))
                    .containsEntry("type", "A").containsEntry("port", PORTS.getOrDefault(name, 8080)));
            // An address has no certificate.
            assertThat(Yamls.<String>at(job, "tls_config", "server_name")).isEqualTo(name);
            assertThat(Yamls.<String>at(job, "authorization", "credentials_file"))
                    .isEqualTo("/run/secrets/" + TOKENS.getOrDefault(name, "prometheus-token"));
        });
    }

    @Test
    void eachPodOfOursIsWatchedOnce() {
        for (Workload workload : Manifests.workloads()) {
            List<Manifest> monitors = Manifests.of("PodMonitor").filter(monitor -> selects(monitor, workload)).toList();
            if (WITHOUT_METRICS.contains(workload.name())) {
                assertThat(monitors).as(workload.name()).isEmpty();
            } else {
                assertThat(monitors).as(workload.name()).singleElement().satisfies(
                        monitor -> assertThat(endpointOf(monitor)).containsEntry("path", pathOf(workload.name())));
            }
        }
    }

    /** Reads the token out of a secret that is there: its own of the event store, one for monitoring of all others. */
    @Test
    void eachPodIsShownTheRightToken() {
        Manifests.of("PodMonitor").forEach(monitor -> assertThat(Yamls.<String>at(endpointOf(monitor), "authorization",
                "credentials", "key")).isEqualTo(TOKENS.getOrDefault(monitor.name(), "token")));
        assertThat(Manifests.entriesOf("orderflow-connections")).contains(TOKENS.get("axon-server"));
    }

    private static Map<String, Object> endpointOf(Manifest monitor) {
        return Yamls.<List<Map<String, Object>>>at(monitor.content(), "spec", "podMetricsEndpoints").getFirst();
    }

    private static boolean selects(Manifest monitor, Workload workload) {
        Map<String, String> labels = workload.pod().getMetadata().getLabels();
        Object expressions = Yamls.at(monitor.content(), "spec", "selector", "matchExpressions");
        return labels.entrySet().containsAll(Yamls.<Map<String, String>>at(monitor.content(), "spec", "selector",
                "matchLabels").entrySet())
                && (!(expressions instanceof List<?> all) || all.stream().noneMatch(
                        one -> Yamls.<List<String>>at((Map<?, ?>) one, "values").contains(labels.get(NAME))));
    }

    /** On one machine the processes of {@code --relay} are named in comments, as they need not be there. */
    @Test
    void eachProcessOfRunServicesIsWatched() {
        Set<String> expected = new HashSet<>(watched());
        // Elsewhere a real MongoDB is in its place.
        expected.add("mongo-server");
        RunServices.ofRelay().forEach(expected::remove);
        assertThat(jobs("prometheus-local.yml").stream().map(job -> job.get("job_name")))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(jobs("prometheus-local.yml").stream().flatMap(job -> Yamls
                .<List<Map<String, List<String>>>>at(job, "static_configs").stream())
                .flatMap(targets -> targets.get("targets").stream())).doesNotHaveDuplicates();
        assertThat(FOLDER.resolve("prometheus-local.yml")).content()
                .contains(RunServices.ofRelay().stream().map("# - job_name: "::concat).toArray(String[]::new));
        assertThat(jobs("prometheus-local.yml"))
                .allMatch(job -> job.get("metrics_path").equals(pathOf(Yamls.at(job, "job_name"))));
    }
}
