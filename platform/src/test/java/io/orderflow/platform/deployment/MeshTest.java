package io.orderflow.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.orderflow.platform.deployment.Manifests.Manifest;
import io.orderflow.platform.services.RunServices;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the meshes repeat, limit, break and divide, each in its own terms. */
class MeshTest {

    private static final String IDEMPOTENT = "GET|HEAD";
    private static final Pattern STREAM = Pattern.compile(".*/(updates|progress|live)");

    /** Those that the gateway calls. */
    private static List<String> services() {
        return RunServices.processes().filter(process -> !process.equals("gateway")).toList();
    }

    /** With patches: those of a canary have routes too. */
    private static Stream<Manifest> of(String kind) {
        return Manifests.all().filter(manifest -> manifest.kind().equals(kind));
    }

    private static List<Map<String, Object>> list(Map<String, Object> node, String... path) {
        Object found = Yamls.at(node, path);
        return found instanceof List<?> ? Yamls.at(node, path) : List.of();
    }

    @Test
    void istioRepeatsReadsAlone() {
        assertThat(of("VirtualService").map(Manifest::name)).containsAll(services());
        of("VirtualService").flatMap(service -> list(service.content(), "spec", "http").stream()).forEach(route -> {
            int attempts = Yamls.at(route, "retries", "attempts");
            Set<String> methods = new java.util.HashSet<>();
            list(route, "match").forEach(match -> methods.add(Yamls.at(match, "method", "regex") + ""));
            assertThat(attempts == 0 || methods.equals(Set.of(IDEMPOTENT))).as(route.toString()).isTrue();
            boolean stream = list(route, "match").stream()
                    .anyMatch(match -> STREAM.pattern().equals(Yamls.at(match, "uri", "regex")));
            assertThat(route).containsEntry("timeout", stream ? "0s" : "45s");
        });
    }

    @Test
    void istioBreaksCircuitsAndWantsCertificates() {
        assertThat(Manifests.of("DestinationRule").map(Manifest::name)).containsExactlyInAnyOrderElementsOf(services());
        assertThat(Manifests.of("DestinationRule")).allSatisfy(rule -> {
            assertThat(Yamls.<String>at(rule.content(), "spec", "trafficPolicy", "tls", "mode"))
                    .isEqualTo("ISTIO_MUTUAL");
            assertThat(Yamls.<Map<String, Object>>at(rule.content(), "spec", "trafficPolicy", "outlierDetection"))
                    .containsKeys("consecutiveGatewayErrors", "baseEjectionTime");
        });
        assertThat(Manifests.of("PeerAuthentication")).singleElement().satisfies(peers -> assertThat(
                Yamls.<String>at(peers.content(), "spec", "mtls", "mode")).isEqualTo("STRICT"));
    }

    @Test
    void linkerdRepeatsReadsAlone() {
        List<HTTPRoute> routes = of("HTTPRoute").map(manifest -> manifest.as(HTTPRoute.class)).toList();
        assertThat(routes).extracting(route -> route.getSpec().getParentRefs().getFirst().getName())
                .containsAll(services());
        assertThat(routes).allSatisfy(route -> {
            Map<String, String> annotations = route.getMetadata().getAnnotations();
            if (annotations.keySet().stream().anyMatch(name -> name.startsWith("retry."))) {
                assertThat(route.getSpec().getRules()).allSatisfy(rule -> assertThat(rule.getMatches()).isNotEmpty()
                        .allSatisfy(match -> assertThat(match.getMethod()).matches(IDEMPOTENT)));
            }
            boolean stream = route.getMetadata().getName().endsWith("-streams");
            assertThat(annotations.containsKey("timeout.linkerd.io/request")).isNotEqualTo(stream);
        });
        assertThat(of("Service").filter(service -> service.file().toString().contains("linkerd"))
                .map(service -> Yamls.<Map<String, String>>at(service.content(), "metadata", "annotations")))
                .hasSize(services().size())
                .allSatisfy(annotations -> assertThat(annotations)
                        .containsEntry("balancer.linkerd.io/failure-accrual", "consecutive"));
    }

    @Test
    void consulRepeatsReadsAlone() {
        assertThat(of("ServiceRouter").map(Manifest::name)).containsAll(services());
        of("ServiceRouter").flatMap(router -> list(router.content(), "spec", "routes").stream()).forEach(route -> {
            Map<String, Object> destination = Yamls.at(route, "destination");
            if (destination.keySet().stream().anyMatch(key -> key.contains("etr"))) {
                assertThat(Yamls.<List<String>>at(route, "match", "http", "methods"))
                        .isSubsetOf(IDEMPOTENT.split("\\|"));
            }
            boolean stream = STREAM.pattern().equals(Yamls.at(route, "match", "http", "pathRegex"));
            assertThat(destination).containsEntry("requestTimeout", stream ? "24h" : "45s");
        });
        assertThat(Manifests.of("ServiceDefaults").filter(one -> one.name().equals("gateway"))).singleElement()
                .satisfies(defaults -> assertThat(Yamls.<Map<String, Object>>at(defaults.content(), "spec",
                        "upstreamConfig", "defaults", "passiveHealthCheck")).containsKeys("maxFailures", "interval"));
    }

    /** A tenth by weight, and whoever asks for it by a header, in the terms of each mesh. */
    @Test
    void eachMeshLetsACanaryAnswer() {
        String istio = manifests("istio-canary");
        assertThat(istio).contains("subset=canary", "weight=90", "weight=10", "orderflow-canary={exact=true}");
        String linkerd = manifests("linkerd-canary");
        assertThat(linkerd).contains("name=order-query-canary", "weight=90", "weight=10",
                "{name=orderflow-canary, value=true}");
        String consul = manifests("consul-canary");
        assertThat(consul).contains("serviceSubset=canary", "weight=90", "weight=10",
                "{name=orderflow-canary, exact=true}", "Service.Meta.track == canary",
                "consul.hashicorp.com/service-meta-track=canary");
        assertThat(Manifests.of("Service").map(Manifest::name)).contains("order-query-canary", "order-query-stable");
    }

    private static String manifests(String component) {
        return Manifests.all().filter(manifest -> manifest.file()
                .startsWith(Manifests.FOLDER.resolve("components").resolve(component)))
                .map(manifest -> manifest.content().toString()).reduce("", String::concat);
    }
}
