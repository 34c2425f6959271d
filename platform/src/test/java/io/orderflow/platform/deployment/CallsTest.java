package io.orderflow.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.orderflow.platform.deployment.Manifests.Manifest;
import io.orderflow.platform.services.RunServices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The network policies and the meshes allow exactly the calls that the processes make: those to the addresses that
 * {@code ./run services} gives them. That no service calls another by itself, ArchitectureTest holds.
 */
class CallsTest {

    private static final Map<String, Integer> PORTS = Map.of("axon-server", 8124, "databases", 27017, "kafka", 9093,
            "rabbitmq", 5671);
    private static final Set<String> BROKERS = Set.of("kafka", "rabbitmq");
    private static final Set<String> OUTSIDE = Set.of(">databases:", ">brokers:", ">0.0.0.0/0:");
    private static final int HTTP = 8080;
    private static final String NAME = "app.kubernetes.io/name";
    private static final Path POLICIES = Manifests.FOLDER.resolve("components/network-policies/policies.yaml");

    /** {@code from>to:port}, also to an issuer and to a mail server outside of the cluster. */
    private static Set<String> made() {
        Set<String> calls = new TreeSet<>();
        SameServicesTest.processes().forEach(process -> RunServices.unencrypted().calledBy(process).forEach(called -> {
            calls.add("%s>%s:%d".formatted(process, BROKERS.contains(called) ? "brokers" : called,
                    PORTS.getOrDefault(called, HTTP)));
            if (called.equals("identity")) {
                calls.add(process + ">0.0.0.0/0:443");
            }
        }));
        Manifests.workloads().forEach(workload -> Optional
                .ofNullable(Manifests.settingsOf(workload).get("SPRING_MAIL_PORT"))
                .ifPresent(port -> calls.add(workload.name() + ">0.0.0.0/0:" + port)));
        return calls;
    }

    private static Set<String> madeBetweenPods() {
        return made().stream().filter(call -> OUTSIDE.stream().noneMatch(call::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The gateway takes requests of everybody. */
    private static Set<String> madeToOthersThanTheGateway() {
        return madeBetweenPods().stream().filter(call -> !call.contains(">gateway:"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theProcessesCallWhatTheyAreMeantTo() {
        assertThat(made()).contains("gateway>order-query:8080", "order-query>axon-server:8124",
                "order-query>databases:27017", "order-query>identity:8080", "gateway>identity:8080",
                "gateway>console:8080", "gateway>event-relay:8080", "console>gateway:8080", "console>identity:8080",
                "event-relay>axon-server:8124", "event-relay>brokers:9093", "event-relay>brokers:5671",
                "event-relay>databases:27017", "notification>brokers:9093", "notification>brokers:5671",
                "notification>databases:27017", "notification>0.0.0.0/0:587")
                .noneMatch(call -> call.startsWith("gateway>axon-server") || call.startsWith("console>axon-server")
                        || call.startsWith("notification>axon-server") || call.startsWith("console>databases")
                        || call.contains(">gateway") && !call.startsWith("console>"));
    }

    @Test
    void policiesLetOutWhatIsCalled() {
        Set<String> allowed = policies().flatMap(policy -> policy.getSpec().getEgress().stream().flatMap(
                rule -> calls(rule.getTo(), rule.getPorts(), peer -> podOf(policy) + ">" + peer)))
                .collect(Collectors.toSet());
        assertThat(allowed).isEqualTo(made());
    }

    @Test
    void policiesLetInWhatIsCalledAndWhoSendsRequestsAndReadsMetrics() {
        Set<String> expected = madeBetweenPods();
        SameServicesTest.processes().forEach(process -> expected.add("monitoring>" + process + ":8080"));
        expected.add("monitoring>axon-server:8024");
        expected.add("entrance>gateway:8080");
        Set<String> allowed = policies().flatMap(policy -> policy.getSpec().getIngress().stream().flatMap(
                rule -> calls(rule.getFrom(), rule.getPorts(), peer -> swapped(peer, podOf(policy)))))
                .collect(Collectors.toSet());
        assertThat(allowed).isEqualTo(expected);
    }

    @Test
    void policiesDenyEverythingElse() {
        List<NetworkPolicy> ofAllPods = Manifests.all().filter(one -> one.file().equals(POLICIES))
                .map(one -> one.as(NetworkPolicy.class))
                .filter(policy -> policy.getSpec().getPodSelector().getMatchLabels().isEmpty()).toList();
        assertThat(ofAllPods).hasSize(2);
        assertThat(ofAllPods.getFirst().getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(ofAllPods.getFirst().getSpec().getIngress()).isEmpty();
        assertThat(ofAllPods.getFirst().getSpec().getEgress()).isEmpty();
        assertThat(ofAllPods.getLast().getSpec().getEgress().getFirst().getPorts())
                .allMatch(port -> port.getPort().getIntVal() == 53);
        policies().forEach(policy -> assertThat(policy.getSpec().getPolicyTypes()).contains("Ingress", "Egress"));
    }

    /** A pod which any policy of outgoing calls selects may make those calls only that a policy allows. */
    @Test
    void comeWithNoOtherComponentThanThoseWhoseNameSaysSo() {
        assertThat(Manifests.of("NetworkPolicy")).isNotEmpty().allSatisfy(policy -> assertThat(
                policy.file().getParent().getFileName().toString()).isIn("network-policies", "observability-policies"));
        Manifests.files().stream().filter(file -> file.startsWith(Manifests.FOLDER.resolve("overlays")))
                .filter(file -> file.endsWith(Manifests.KUSTOMIZATION)).forEach(overlay -> {
                    List<String> components = Yamls.at(Yamls.documents(overlay).getFirst(), "components");
                    assertThat(components.contains("../../components/observability-policies")).as(overlay.toString())
                            .isEqualTo(components.contains("../../components/observability")
                                    && components.contains("../../components/network-policies"));
                });
    }

    /** The collector of spans is in a namespace that monitors. */
    @Test
    void letOutTheSpansOfAllWhoAreTraced() {
        Set<String> allowed = Manifests.all()
                .filter(one -> one.file().startsWith(Manifests.FOLDER.resolve("components/observability-policies")))
                .filter(one -> one.kind().equals("NetworkPolicy")).map(one -> one.as(NetworkPolicy.class))
                .flatMap(policy -> policy.getSpec().getEgress().stream().flatMap(
                        rule -> calls(rule.getTo(), rule.getPorts(), peer -> podOf(policy) + ">" + peer)))
                .collect(Collectors.toSet());
        assertThat(allowed).isEqualTo(SameServicesTest.processes().filter(process -> !process.equals("console"))
                .map(process -> process + ">monitoring:4318").collect(Collectors.toSet()));
    }

    /** Those of single pods. */
    private static Stream<NetworkPolicy> policies() {
        return Manifests.all().filter(one -> one.file().equals(POLICIES)).map(one -> one.as(NetworkPolicy.class))
                .filter(policy -> !policy.getSpec().getPodSelector().getMatchLabels().isEmpty());
    }

    private static String podOf(NetworkPolicy policy) {
        return policy.getSpec().getPodSelector().getMatchLabels().get(NAME);
    }

    private static Stream<String> calls(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports,
            Function<String, String> call) {
        return peers.stream().flatMap(peer -> ports.stream()
                .map(port -> call.apply(nameOf(peer) + ":" + port.getPort().getIntVal())));
    }

    private static String swapped(String peerAndPort, String pod) {
        String[] parts = peerAndPort.split(":");
        return parts[0] + ">" + pod + ":" + parts[1];
    }

    private static String nameOf(NetworkPolicyPeer peer) {
        if (peer.getIpBlock() != null) {
            return peer.getIpBlock().getCidr();
        }
        return peer.getPodSelector() != null
                ? peer.getPodSelector().getMatchLabels().get(NAME)
                : peer.getNamespaceSelector().getMatchLabels().keySet().iterator().next().replace("orderflow.io/", "");
    }

    @Test
    void istioLetsInWhatIsCalled() {
        Set<String> allowed = new TreeSet<>();
        of("istio", "AuthorizationPolicy").forEach(policy -> {
            assertThat(policy.content()).extractingByKey("spec").asString().contains("action=ALLOW");
            List<Map<String, Object>> rules = Yamls.at(policy.content(), "spec", "rules");
            rules.forEach(rule -> {
                String pod = Yamls.at(policy.content(), "spec", "selector", "matchLabels", NAME);
                List<String> principals = Yamls.at(first(rule, "from"), "source", "principals");
                List<String> ports = Yamls.at(first(rule, "to"), "operation", "ports");
                principals.forEach(principal -> ports.forEach(port -> allowed
                        .add(principal.replace("*/ns/orderflow/sa/", "") + ">" + pod + ":" + port)));
            });
        });
        assertThat(allowed).isEqualTo(madeToOthersThanTheGateway());
    }

    @Test
    void linkerdLetsInWhatIsCalled() {
        Map<String, Manifest> callers = of("linkerd", "MeshTLSAuthentication")
                .collect(Collectors.toMap(Manifest::name, one -> one));
        Map<String, Manifest> servers = of("linkerd", "Server").collect(Collectors.toMap(Manifest::name, one -> one));
        Set<String> allowed = new TreeSet<>();
        of("linkerd", "AuthorizationPolicy").forEach(policy -> {
            Manifest server = servers.get(Yamls.<String>at(policy.content(), "spec", "targetRef", "name"));
            String port = Yamls.at(server.content(), "spec", "port");
            String pod = Yamls.at(server.content(), "spec", "podSelector", "matchLabels", NAME);
            String named = Yamls.at(first(Yamls.at(policy.content(), "spec"), "requiredAuthenticationRefs"), "name");
            Yamls.<List<Map<String, String>>>at(callers.get(named).content(), "spec", "identityRefs")
                    .forEach(identity -> allowed.add(identity.get("name") + ">" + pod + ":"
                            + (port.equals("grpc") ? PORTS.get("axon-server") : HTTP)));
        });
        assertThat(allowed).isEqualTo(madeToOthersThanTheGateway());
    }

    @Test
    void consulLetsInWhatIsCalled() {
        Set<String> allowed = new TreeSet<>();
        Set<String> denied = new HashSet<>();
        of("consul", "ServiceIntentions").forEach(intentions -> {
            String to = Yamls.at(intentions.content(), "spec", "destination", "name");
            Yamls.<List<Map<String, String>>>at(intentions.content(), "spec", "sources")
                    .forEach(source -> (source.get("action").equals("allow") ? allowed : denied)
                            .add("%s>%s:%d".formatted(source.get("name"), to, PORTS.getOrDefault(to, HTTP))));
        });
        assertThat(allowed).isEqualTo(madeBetweenPods());
        assertThat(denied).containsExactly("*>*:8080");
    }

    private static Stream<Manifest> of(String component, String kind) {
        Path folder = Manifests.FOLDER.resolve("components").resolve(component);
        return Manifests.of(kind).filter(one -> one.file().startsWith(folder));
    }

    private static Map<String, Object> first(Map<String, Object> node, String key) {
        return new ArrayList<>(Yamls.<List<Map<String, Object>>>at(node, key)).getFirst();
    }
}
