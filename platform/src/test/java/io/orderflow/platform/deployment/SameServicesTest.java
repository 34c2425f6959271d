package io.orderflow.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.deployment.Manifests.Workload;
import io.orderflow.platform.services.RunServices;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ./run services}, Compose and Kubernetes start the same processes, and tell them the same settings. */
class SameServicesTest {

    /** A container is reached from outside of itself, is stopped by another hand, and has its secrets in files. */
    private static final Set<String> OF_CONTAINERS = Set.of("SERVER_ADDRESS", "SPRING_CONFIG_IMPORT",
            "SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE", "AXON_AXONSERVER_TOKEN");
    /** Several pods share the work of a service. */
    private static final Set<String> OF_PODS = Set.of("ORDERFLOW_PROJECTIONS_SEGMENTS",
            "ORDERFLOW_CHECKPOINTS_SEGMENTS");

    /** The brokers of Compose and of a cluster have certificates; of those of {@code --relay} their owner tells. */
    private static final Set<String> OF_BROKERS = Set.of("ORDERFLOW_TLS_BROKERS", "SPRING_KAFKA_SECURITY_PROTOCOL",
            "SPRING_KAFKA_SSL_BUNDLE", "SPRING_RABBITMQ_SSL_BUNDLE",
            "SPRING_SSL_BUNDLE_PEM_BROKERS_TRUSTSTORE_CERTIFICATE");
    /** A cluster has a mail server, a machine a folder. */
    private static final Pattern OF_MAIL = Pattern.compile("SPRING_MAIL_.*|ORDERFLOW_NOTIFICATION_EMAIL_FOLDER");

    static Stream<String> processes() {
        return RunServices.processes();
    }

    @Test
    void startTheSameProcesses() {
        Set<String> expected = new TreeSet<>(processes().toList());
        expected.addAll(Set.of("axon-server", "identity"));
        assertThat(Manifests.workloads().stream().map(Workload::name).collect(Collectors.toSet())).isEqualTo(expected);
        expected.addAll(Set.of("mongo-1", "mongo-2", "mongo-3", "kafka", "rabbitmq"));
        assertThat(ComposeFiles.names()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** As {@code --relay} alone starts them in {@code ./run services}. */
    @Test
    void startBrokersAndWhoNeedsThemOnlyWhereTheyAreAskedFor() {
        Map<String, Map<String, Object>> containers = ComposeFiles.services(ComposeFiles.alone(ComposeFiles.BASE));
        assertThat(containers.keySet().stream().filter(name -> containers.get(name).containsKey("profiles")))
                .containsExactlyInAnyOrder("kafka", "rabbitmq", "event-relay", "notification");
        assertThat(Manifests.workloads().stream()
                .filter(workload -> workload.manifest().file().toString().contains("components/integration"))
                .map(Workload::name)).containsExactlyInAnyOrderElementsOf(RunServices.ofRelay());
    }

    @ParameterizedTest
    @MethodSource("processes")
    void tellEachProcessTheSameInCompose(String process) throws IOException {
        Set<String> told = new TreeSet<>(ComposeFiles.settingsOf(process).keySet());
        assertThat(without(without(told, OF_CONTAINERS), OF_BROKERS))
                .containsExactlyInAnyOrderElementsOf(
                        without(toldByRun(RunServices.encrypted(), process), OF_CONTAINERS));
    }

    @ParameterizedTest
    @MethodSource("processes")
    void tellEachProcessTheSameInKubernetes(String process) throws IOException {
        for (Workload workload : Manifests.workloads()) {
            if (workload.name().equals(process)) {
                Set<String> told = without(without(Manifests.settingsOf(workload).keySet(), OF_CONTAINERS), OF_PODS);
                assertThat(withoutMail(without(told, OF_BROKERS))).containsExactlyInAnyOrderElementsOf(
                        withoutMail(without(toldByRun(RunServices.unencrypted(), process), OF_CONTAINERS)));
            }
        }
    }

    @Test
    void tellTheServersTheSame() {
        assertThat(ComposeFiles.commandOf("axon-server")).containsAll(RunServices.encrypted().eventStoreOptions());
        Set<String> issuer = new HashSet<>(
                RunServices.encrypted().issuer().keySet().stream().map(KnownSettings::variableOf).toList());
        assertThat(ComposeFiles.settingsOf("identity")).containsKeys(issuer.toArray(String[]::new));
    }

    /** The gateway's addresses of services have variables of their own, which gateway.yaml names. */
    private static Set<String> toldByRun(RunServices run, String process) throws IOException {
        Map<String, String> settings = run.settingsOf(process);
        String gateway = Files.readString(Yamls.ROOT.resolve("gateway/src/main/resources/gateway.yaml"));
        Set<String> variables = new TreeSet<>();
        for (String setting : settings.keySet()) {
            String instance = setting.replaceFirst("spring\\.cloud\\.discovery\\.client\\.simple\\.instances\\."
                    + "([a-z-]+)\\[0]\\.uri", "$1");
            String variable = instance.toUpperCase().replace('-', '_') + "_URI";
            if (!instance.equals(setting)) {
                assertThat(gateway).contains(instance + ": [{uri: \"${" + variable + ":");
            }
            variables.add(instance.equals(setting) ? KnownSettings.variableOf(setting) : variable);
        }
        return variables;
    }

    private static Set<String> withoutMail(Set<String> names) {
        return names.stream().filter(name -> !OF_MAIL.matcher(name).matches()).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(others);
        return left;
    }
}
