package io.orderflow.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.orderflow.platform.deployment.Manifests.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every file in {@code deploy/kubernetes} is read, each field is known, and what a file names is there. */
class ManifestsTest {

    private static final Map<String, Class<?>> MODELS = Map.ofEntries(Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("v1 Service", io.fabric8.kubernetes.api.model.Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class), Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class));

    @Test
    void hasOnlyFieldsThatAreKnown() throws IOException {
        Map<String, Set<String>> listed = listedFields();
        List<String> faults = new ArrayList<>();
        Manifests.all().forEach(manifest -> {
            Class<?> model = MODELS.get(manifest.type());
            if (model == null) {
                faultsIn(manifest.content(), "", listed.getOrDefault(manifest.type(), Set.of()))
                        .forEach(fault -> faults.add(manifest + ": " + fault));
                return;
            }
            try {
                manifest.as(model);
            } catch (IllegalArgumentException unknown) {
                faults.add(manifest + ": " + unknown.getMessage());
            }
        });
        assertThat(faults).isEmpty();
    }

    /** Of kinds that no model of ours knows: {@code fields.txt} lists their fields, after their own definitions. */
    private static Map<String, Set<String>> listedFields() throws IOException {
        Map<String, Set<String>> listed = new HashMap<>();
        Set<String> fields = new HashSet<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/deployment/fields.txt"))) {
            if (line.startsWith(" ")) {
                fields.add(line.strip());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                fields = new HashSet<>(Set.of("apiVersion", "kind", "metadata.name", "metadata.annotations.*"));
                listed.put(line.strip(), fields);
            }
        }
        return listed;
    }

    private static List<String> faultsIn(Object node, String path, Set<String> listed) {
        List<String> faults = new ArrayList<>();
        switch (node) {
            case Map<?, ?> map when !map.isEmpty() -> map.forEach((key, value) -> {
                String below = path.isEmpty() ? "" : path + ".";
                boolean free = listed.stream().anyMatch(one -> one.startsWith(below + "*"));
                faults.addAll(faultsIn(value, below + (free ? "*" : key), listed));
            });
            case List<?> list -> list.forEach(value -> faults.addAll(faultsIn(value, path + "[]", listed)));
            default -> {
                if (!listed.contains(path)) {
                    faults.add(path);
                }
            }
        }
        return faults;
    }

    @Test
    void everyKustomizationNamesTheFilesOfItsFolder() {
        Set<Path> named = new HashSet<>();
        kustomizations().forEach(file -> {
            Map<String, Object> content = Yamls.documents(file).getFirst();
            Stream.of("resources", "components").flatMap(key -> list(content, key).stream()).forEach(entry -> {
                Path target = file.resolveSibling((String) entry).normalize();
                assertThat(target).as(file.toString()).exists();
                named.add(Files.isDirectory(target) ? target.resolve(Manifests.KUSTOMIZATION) : target);
            });
            list(content, "patches").stream().map(patch -> ((Map<?, ?>) patch).get("path"))
                    .filter(String.class::isInstance)
                    .forEach(path -> named.add(file.resolveSibling((String) path).normalize()));
        });
        List<Path> overlays = kustomizations().filter(file -> file.startsWith(Manifests.FOLDER.resolve("overlays")))
                .toList();
        List<Path> files = new ArrayList<>(Manifests.files().stream().map(Path::normalize).toList());
        files.removeAll(overlays.stream().map(Path::normalize).toList());
        assertThat(named).containsExactlyInAnyOrderElementsOf(files);
    }

    private static Stream<Path> kustomizations() {
        return Manifests.files().stream().filter(file -> file.endsWith(Manifests.KUSTOMIZATION));
    }

    private static List<Object> list(Map<String, Object> content, String key) {
        return content.containsKey(key) ? Yamls.at(content, key) : List.of();
    }

    @Test
    void patchesWhatIsThere() {
        List<String> whole = Manifests.all().filter(manifest -> manifest.content().containsKey("metadata"))
                .filter(manifest -> !manifest.isPatch())
                .map(manifest -> manifest.type() + " " + manifest.name()).toList();
        assertThat(whole).doesNotHaveDuplicates();
        assertThat(Manifests.all().filter(Manifest::isPatch)).isNotEmpty()
                .allSatisfy(patch -> assertThat(whole).contains(patch.type() + " " + patch.name()));
    }
}
