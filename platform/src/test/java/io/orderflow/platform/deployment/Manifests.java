package io.orderflow.platform.deployment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files in {@code deploy/kubernetes}. */
final class Manifests {

    static final Path FOLDER = Yamls.ROOT.resolve("deploy/kubernetes");
    static final String KUSTOMIZATION = "kustomization.yaml";

    /** Refuses fields that the models do not know, which they would keep as further properties. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {

                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Read once: no test changes them. */
    private static final List<Manifest> ALL = files().stream()
            .flatMap(file -> Yamls.documents(file).stream().map(one -> new Manifest(file, one, isPatch(file))))
            .toList();

    private Manifests() {}

    /**
     * One document of a file.
     *
     * @param isPatch whether it changes a manifest of another file
     */
    record Manifest(Path file, Map<String, Object> content, boolean isPatch) {

        String kind() {
            return Yamls.at(content, "kind");
        }

        String type() {
            return content.get("apiVersion") + " " + kind();
        }

        String name() {
            return Yamls.at(content, "metadata", "name");
        }

        /** @throws IllegalArgumentException where the model does not know a field, or the value does not fit it */
        <T> T as(Class<T> model) {
            return STRICT.convertValue(content, model);
        }

        @Override
        public String toString() {
            return FOLDER.relativize(file) + " " + kind() + " " + content.get("metadata");
        }
    }

    /** A pod of a Deployment or StatefulSet. */
    record Workload(Manifest manifest, PodTemplateSpec pod) {

        /** The name by which others select it. */
        String name() {
            return pod.getMetadata().getLabels().get("app.kubernetes.io/name");
        }
    }

    static List<Path> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Manifest> all() {
        return ALL.stream();
    }

    private static boolean isPatch(Path file) {
        Map<String, Object> kustomization = Yamls.documents(file.resolveSibling(KUSTOMIZATION)).getFirst();
        List<Map<String, Object>> patches = kustomization.containsKey("patches")
                ? Yamls.at(kustomization, "patches")
                : List.of();
        return patches.stream().anyMatch(patch -> file.getFileName().toString().equals(patch.get("path")));
    }

    /** The whole manifests of a kind. */
    static Stream<Manifest> of(String kind) {
        return all().filter(manifest -> manifest.kind().equals(kind) && !manifest.isPatch());
    }

    static <T> Stream<T> of(Class<T> model) {
        return of(model.getSimpleName()).map(manifest -> manifest.as(model));
    }

    static List<Workload> workloads() {
        return Stream.concat(
                of("Deployment").map(one -> new Workload(one, one.as(Deployment.class).getSpec().getTemplate())),
                of("StatefulSet").map(one -> new Workload(one, one.as(StatefulSet.class).getSpec().getTemplate())))
                .toList();
    }

    /** What a workload's process is told, patches aside: its variables, and its secrets by the names of variables. */
    static Map<String, String> settingsOf(Workload workload) {
        Map<String, String> settings = new TreeMap<>();
        workload.pod().getSpec().getContainers().forEach(container -> {
            container.getEnvFrom().forEach(from -> of("ConfigMap")
                    .filter(map -> map.name().equals(from.getConfigMapRef().getName()))
                    .forEach(map -> settings.putAll(Yamls.at(map.content(), "data"))));
            container.getEnv().forEach(variable -> settings.put(variable.getName(), variable.getValue()));
        });
        if (settings.containsKey("SPRING_CONFIG_IMPORT")) {
            secretSettings().forEach(secret -> settings.put(KnownSettings.variableOf(secret), ""));
        }
        return settings;
    }

    /** The entries of the secret of the connections. */
    static List<String> secretSettings() {
        return of("ExternalSecret").flatMap(secret -> Yamls
                .<List<Map<String, String>>>at(secret.content(), "spec", "data").stream()
                .map(entry -> entry.get("secretKey"))).toList();
    }
}
