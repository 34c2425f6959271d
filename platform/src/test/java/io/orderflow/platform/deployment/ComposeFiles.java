package io.orderflow.platform.deployment;

import io.orderflow.platform.deployment.Yamls.Replacement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The Compose files, each by itself or laid over the first, as Compose merges them. */
public final class ComposeFiles {

    static final String BASE = "docker-compose.yml";
    static final List<String> OVERLAYS = List.of("compose.axon-server.yml", "compose.observability.yml");
    /** Lists that the later file replaces; to all others it adds. */
    private static final Set<String> REPLACED = Set.of("command", "entrypoint", "test");

    private ComposeFiles() {}

    /** The content of a file, laid over the first. */
    static Map<String, Object> merged(String overlay) {
        return merge(plain(BASE, false), plain(overlay, true));
    }

    /** The content of a file by itself. */
    static Map<String, Object> alone(String file) {
        return withoutMarks(plain(file, false));
    }

    private static Map<String, Object> plain(String file, boolean keepsMarks) {
        Map<String, Object> content = Yamls.documents(Yamls.ROOT.resolve(Path.of(file))).getFirst();
        return keepsMarks ? content : withoutMarks(content);
    }

    private static Map<String, Object> withoutMarks(Map<String, Object> content) {
        Map<String, Object> plain = new LinkedHashMap<>();
        content.forEach((key, value) -> withoutMark(value).ifPresent(kept -> plain.put(key, kept)));
        return plain;
    }

    @SuppressWarnings("unchecked") // the keys of our files are texts
    private static Optional<Object> withoutMark(Object value) {
        return switch (value) {
            case Replacement replacement -> "".equals(replacement.value())
                    ? Optional.empty()
                    : Optional.of(replacement.value());
            case Map<?, ?> map -> Optional.of(withoutMarks((Map<String, Object>) map));
            case null -> Optional.of(Map.of());
            default -> Optional.of(value);
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> merge(Map<String, Object> below, Map<String, Object> above) {
        Map<String, Object> merged = new LinkedHashMap<>(below);
        above.forEach((key, value) -> {
            Object old = merged.get(key);
            if (value instanceof Replacement) {
                merged.remove(key);
                withoutMark(value).ifPresent(kept -> merged.put(key, kept));
            } else if (old instanceof Map<?, ?> map && value instanceof Map<?, ?> further) {
                merged.put(key, merge((Map<String, Object>) map, (Map<String, Object>) further));
            } else if (old instanceof List<?> list && value instanceof List<?> further && !REPLACED.contains(key)) {
                List<Object> all = new ArrayList<>(list);
                all.addAll(further);
                merged.put(key, all);
            } else {
                withoutMark(value).ifPresent(kept -> merged.put(key, kept));
            }
        });
        return merged;
    }

    /** The image of a container, as this file pins it. */
    public static String imageOf(String file, String service) {
        return Yamls.at(alone(file), "services", service, "image");
    }

    /** The containers of a merged file, by name. */
    static Map<String, Map<String, Object>> services(Map<String, Object> compose) {
        return Yamls.at(compose, "services");
    }

    /** What a container's process is told: its variables, and its secrets by the names that variables would have. */
    public static Map<String, String> settingsOf(String service) {
        Map<String, String> settings = new TreeMap<>();
        Map<String, Object> container = services(alone(BASE)).get(service);
        Map<String, Object> environment = Yamls.at(container, "environment");
        environment.forEach((name, value) -> settings.put(name, value.toString()));
        List<String> secrets = container.containsKey("secrets") ? Yamls.at(container, "secrets") : List.of();
        secrets.forEach(secret -> settings.put(KnownSettings.variableOf(secret), ""));
        return settings;
    }

    /** The arguments of a container's process. */
    public static List<String> commandOf(String service) {
        return Yamls.at(services(alone(BASE)).get(service), "command");
    }

    /** The names of all containers that stay. */
    public static Set<String> names() {
        Map<String, Map<String, Object>> services = services(alone(BASE));
        services.values().removeIf(service -> "no".equals(service.get("restart")));
        return services.keySet();
    }
}
