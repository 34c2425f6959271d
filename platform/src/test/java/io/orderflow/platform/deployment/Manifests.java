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
    private static final Path INTEGRATION = FOLDER.resolve("components/integration");
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
            .flatMap(file -> Stream.concat(
                    Yamls.documents(file).stream().map(one -> new Manifest(file, one, isPatch(file))),
                    patchesWithin(file)))
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

    /** Those that stand in a kustomization itself, as what they change need not be there; but for lists of operations. */
    private static Stream<Manifest> patchesWithin(Path file) {
        return Yamls.documents(file).stream()
                .filter(document -> file.endsWith(KUSTOMIZATION) && document.containsKey("patches"))
                .flatMap(document -> Yamls.<List<Map<String, Object>>>at(document, "patches").stream())
                .filter(patch -> patch.get("patch") instanceof String text && text.startsWith("apiVersion:"))
                .flatMap(patch -> Yamls.documentsIn((String) patch.get("patch")).stream())
                .map(one -> new Manifest(file, one, true));
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

    /**
     * What a workload's process is told: its variables, and its secrets by the names of variables. Of the patches only those
     * that the component integration adds, with which every process is there.
     */
    static Map<String, String> settingsOf(Workload workload) {
        Map<String, String> settings = new TreeMap<>();
        workload.pod().getSpec().getContainers().forEach(container -> {
            container.getEnvFrom().forEach(from -> all().filter(one -> one.kind().equals("ConfigMap"))
                    .filter(map -> map.name().equals(from.getConfigMapRef().getName()))
                    .filter(map -> !map.isPatch() || map.file().startsWith(INTEGRATION))
                    .forEach(map -> settings.putAll(Yamls.at(map.content(), "data"))));
            container.getEnv().forEach(variable -> settings.put(variable.getName(), variable.getValue()));
        });
        if (settings.containsKey("SPRING_CONFIG_IMPORT")) {
            secretsOf(workload).flatMap(secret -> entriesOf(secret).stream())
                    .forEach(setting -> settings.put(KnownSettings.variableOf(setting), ""));
        }
        return settings;
    }

    /** The names of the secrets that a workload mounts. */
    static Stream<String> secretsOf(Workload workload) {
        return workload.pod().getSpec().getVolumes().stream().flatMap(volume -> {
            if (volume.getSecret() != null) {
                return Stream.of(volume.getSecret().getSecretName());
            }
            return volume.getProjected() == null
                    ? Stream.of()
                    : volume.getProjected().getSources().stream().map(source -> source.getSecret().getName());
        });
    }

    /** The entries of a secret; those of the components with external secrets show what each has to have. */
    static List<String> entriesOf(String secret) {
        return of("ExternalSecret").filter(one -> one.name().equals(secret)).flatMap(one -> Yamls
                .<List<Map<String, String>>>at(one.content(), "spec", "data").stream()
                .map(entry -> entry.get("secretKey"))).toList();
    }
}
