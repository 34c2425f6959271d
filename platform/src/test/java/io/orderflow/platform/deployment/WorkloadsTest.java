package io.orderflow.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.orderflow.console.ConsoleApplication;
import io.orderflow.platform.deployment.Manifests.Workload;
import io.orderflow.service.web.Preferences;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pods in {@code deploy/kubernetes}, and what selects, asks, scales and stops them. */
class WorkloadsTest {

    private static final List<Workload> WORKLOADS = Manifests.workloads();

    private static Container container(Workload workload) {
        assertThat(workload.pod().getSpec().getContainers()).hasSize(1);
        return workload.pod().getSpec().getContainers().getFirst();
    }

    private static List<Workload> selectedBy(Map<String, String> labels) {
        return WORKLOADS.stream().filter(workload -> workload.pod().getMetadata().getLabels().entrySet()
                .containsAll(labels.entrySet())).toList();
    }

    @Test
    void selectorsMatchLabels() {
        assertThat(Manifests.of(Deployment.class))
                .allSatisfy(deployment -> assertThat(deployment.getSpec().getTemplate()
                        .getMetadata().getLabels())
                        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels()));
        assertThat(Manifests.of(StatefulSet.class)).allSatisfy(set -> assertThat(set.getSpec().getTemplate()
                .getMetadata().getLabels()).containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels()));
        assertThat(
                Manifests.of(Deployment.class).map(deployment -> deployment.getSpec().getSelector().getMatchLabels()))
                .allSatisfy(labels -> assertThat(selectedBy(labels)).hasSize(1));

        List<Map<String, String>> others = new ArrayList<>();
        Manifests.of(Service.class).forEach(service -> others.add(service.getSpec().getSelector()));
        Manifests.of(PodDisruptionBudget.class).map(budget -> budget.getSpec().getSelector().getMatchLabels())
                .forEach(others::add);
        WORKLOADS.forEach(workload -> workload.pod().getSpec().getTopologySpreadConstraints().stream()
                .map(constraint -> constraint.getLabelSelector().getMatchLabels()).forEach(others::add));
        Manifests.all().forEach(manifest -> Stream.of("podSelector", "selector")
                .map(key -> Yamls.<Map<String, Object>>at(manifest.content(), "spec", key))
                .filter(selector -> selector.containsKey("matchLabels"))
                .forEach(selector -> others.add(Yamls.at(selector, "matchLabels"))));
        assertThat(others).hasSizeGreaterThan(40).allSatisfy(labels -> assertThat(selectedBy(labels)).isNotEmpty());
    }

    @Test
    void portsMatchContainers() {
        assertThat(Manifests.of(Service.class)).allSatisfy(service -> selectedBy(service.getSpec().getSelector())
                .forEach(workload -> service.getSpec().getPorts().forEach(port -> assertThat(container(workload)
                        .getPorts()).anySatisfy(open -> {
                            assertThat(open.getName()).isEqualTo(port.getTargetPort().getStrVal());
                            assertThat(open.getContainerPort()).isEqualTo(port.getPort());
                        }))));
        WORKLOADS.stream().filter(workload -> Manifests.settingsOf(workload).containsKey("SERVER_PORT")).forEach(
                workload -> assertThat(container(workload).getPorts().getFirst().getContainerPort())
                        .hasToString(Manifests.settingsOf(workload).get("SERVER_PORT")));
        Manifests.of("Server").forEach(server -> selectedBy(Yamls.at(server.content(), "spec", "podSelector",
                "matchLabels")).forEach(
                        workload -> assertThat(container(workload).getPorts()).extracting("name")
                                .contains(Yamls.<String>at(server.content(), "spec", "port"))));
        Manifests.of("PodMonitor").forEach(monitor -> Yamls.<List<Map<String, Object>>>at(monitor.content(), "spec",
                "podMetricsEndpoints").forEach(endpoint -> assertThat(endpoint).containsEntry("port", "http")));
    }

    @Test
    void addressesNameServicesAndTheirPorts() {
        Map<String, Service> services = Manifests.of(Service.class)
                .collect(Collectors.toMap(service -> service.getMetadata().getName(), service -> service));
        WORKLOADS.forEach(workload -> Manifests.settingsOf(workload).forEach((name, value) -> {
            if (name.endsWith("_URI") && value.startsWith("http://") || name.equals("AXON_AXONSERVER_SERVERS")) {
                String[] address = value.replace("http://", "").split(":");
                assertThat(services.get(address[0]).getSpec().getPorts()).as(value)
                        .anyMatch(port -> port.getPort().toString().equals(address[1]));
            }
        }));
        assertThat(Manifests.of(Deployment.class)
                .map(one -> one.getSpec().getTemplate().getSpec().getServiceAccountName()))
                .allSatisfy(account -> assertThat(Manifests.of("ServiceAccount")).anyMatch(
                        one -> one.name().equals(account)));
    }

    @Test
    void probesAskRoutesThatExist() throws IOException {
        String settings = Files.readString(Yamls.ROOT
                .resolve("service-kit/src/main/resources/orderflow-service.properties"));
        Set<String> asked = new TreeSet<>();
        for (Workload workload : WORKLOADS) {
            Container container = container(workload);
            for (Probe probe : List.of(container.getStartupProbe(), container.getLivenessProbe(),
                    container.getReadinessProbe())) {
                HTTPGetAction get = probe.getHttpGet();
                assertThat(container.getPorts()).extracting("name").contains(get == null
                        ? probe.getTcpSocket().getPort().getStrVal()
                        : get.getPort().getStrVal());
                if (get != null) {
                    asked.add(get.getPath());
                }
            }
            if (container.getLivenessProbe().getHttpGet() != null && !workload.name().equals("identity")) {
                assertThat(container.getLivenessProbe().getHttpGet().getPath()).endsWith("/liveness");
                assertThat(container.getReadinessProbe().getHttpGet().getPath()).endsWith("/readiness");
            }
        }
        String pages = Files.readString(Yamls.ROOT
                .resolve("console/src/main/java/io/orderflow/console/page/StateController.java"));
        assertThat(asked).allSatisfy(path -> {
            if (path.startsWith("/actuator/health/")) {
                assertThat(settings).contains("management.endpoint.health.group."
                        + path.replace("/actuator/health/", "") + ".include=");
            } else if (path.startsWith(ConsoleApplication.PATH)) {
                assertThat(pages).contains("\"" + path.substring(ConsoleApplication.PATH.length()) + "\"");
            } else {
                // The issuer has no actuator: Compose asks it the same.
                List<String> compose = Yamls.at(ComposeFiles.services(ComposeFiles.alone(ComposeFiles.BASE))
                        .get("identity"), "healthcheck", "test");
                assertThat(compose.getLast()).endsWith(path);
            }
        });
    }

    @Test
    void namesSettingsAndSecretsThatAreRead() {
        KnownSettings known = new KnownSettings();
        Manifests.of("ConfigMap").forEach(map -> assertThat(Yamls.<Map<String, String>>at(map.content(), "data")
                .keySet()).as(map.toString()).allMatch(known::knowsVariable));
        Manifests.all().filter(manifest -> manifest.kind().equals("ConfigMap") && manifest.isPatch()).forEach(
                map -> assertThat(Yamls.<Map<String, String>>at(map.content(), "data").keySet()).as(map.toString())
                        .allMatch(known::knowsVariable));
        assertThat(Manifests.of("ExternalSecret").flatMap(secret -> Manifests.entriesOf(secret.name()).stream()))
                .isNotEmpty().allMatch(known::knowsSetting);
        for (Workload workload : WORKLOADS) {
            container(workload).getEnv()
                    .forEach(variable -> assertThat(known.knowsVariable(variable.getName())).as(variable.getName())
                            .isTrue());
            container(workload).getEnvFrom().forEach(from -> assertThat(Manifests.of("ConfigMap"))
                    .anyMatch(map -> map.name().equals(from.getConfigMapRef().getName())));
            PodSpec pod = workload.pod().getSpec();
            assertThat(Manifests.secretsOf(workload)).allSatisfy(
                    secret -> assertThat(Manifests.entriesOf(secret)).as(secret).isNotEmpty());
            pod.getVolumes().stream().filter(volume -> volume.getSecret() != null)
                    .forEach(volume -> volume.getSecret().getItems().forEach(item -> assertThat(Manifests
                            .entriesOf(volume.getSecret().getSecretName())).contains(item.getKey())));
            assertThat(container(workload).getVolumeMounts()).allSatisfy(mount -> assertThat(Stream.concat(
                    pod.getVolumes().stream().map(volume -> volume.getName()), Stream.of("data"))).contains(
                            mount.getName()));
        }
    }

    @Test
    void runsTheImagesThatComposeBuilds() {
        Set<String> built = ComposeFiles.services(ComposeFiles.alone(ComposeFiles.BASE)).values().stream()
                .filter(container -> container.containsKey("build"))
                .map(container -> container.get("image").toString()).collect(Collectors.toSet());
        assertThat(WORKLOADS.stream().map(workload -> container(workload).getImage()).collect(Collectors.toSet()))
                .isEqualTo(built);
    }

    @Test
    void runsThemWithoutPowers() {
        assertThat(WORKLOADS).allSatisfy(workload -> {
            PodSpec pod = workload.pod().getSpec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            Container container = container(workload);
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        });
    }

    @Test
    void stopsNoRequestThatStillWaits() {
        assertThat(Manifests.of(Deployment.class)).isNotEmpty().allSatisfy(deployment -> {
            Workload workload = WORKLOADS.stream().filter(one -> one.manifest().name()
                    .equals(deployment.getMetadata().getName())).findAny().orElseThrow();
            long phase = Long.parseLong(Manifests.settingsOf(workload).get("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE")
                    .replace("s", ""));
            long before = container(workload).getLifecycle().getPreStop().getSleep().getSeconds();
            assertThat(phase).isGreaterThan(Preferences.LONGEST.toSeconds());
            assertThat(workload.pod().getSpec().getTerminationGracePeriodSeconds())
                    .isGreaterThanOrEqualTo(before + phase + 10);
        });
    }

    @Test
    void scalesNoServiceBeyondItsSegments() {
        assertThat(Manifests.of(HorizontalPodAutoscaler.class))
                .hasSize(io.orderflow.platform.services.Service.values().length + 1)
                .allSatisfy(scaler -> {
                    assertThat(scaler.getSpec().getScaleTargetRef().getKind()).isEqualTo("Deployment");
                    Workload scaled = WORKLOADS.stream().filter(workload -> workload.manifest().name()
                            .equals(scaler.getSpec().getScaleTargetRef().getName())).findAny().orElseThrow();
                    Map<String, String> settings = Manifests.settingsOf(scaled);
                    if (!scaled.name().equals("gateway")) {
                        assertThat(scaler.getSpec().getMaxReplicas())
                                .isLessThanOrEqualTo(Integer.parseInt(settings.get("ORDERFLOW_PROJECTIONS_SEGMENTS")))
                                .isLessThanOrEqualTo(Integer.parseInt(settings.get("ORDERFLOW_CHECKPOINTS_SEGMENTS")));
                    }
                    assertThat(scaler.getSpec().getMinReplicas()).isGreaterThanOrEqualTo(2);
                });
    }

    @Test
    void spreadsAndKeepsPodsOfEachService() {
        Set<Map<String, String>> budgets = Manifests.of(PodDisruptionBudget.class)
                .map(budget -> budget.getSpec().getSelector()).map(LabelSelector::getMatchLabels)
                .collect(Collectors.toSet());
        assertThat(Manifests.of(Deployment.class)).allSatisfy(deployment -> {
            assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                    .extracting("topologyKey").containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
            assertThat(budgets).contains(Map.of("app.kubernetes.io/name",
                    deployment.getMetadata().getLabels().get("app.kubernetes.io/name")));
            assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
        });
    }
}
