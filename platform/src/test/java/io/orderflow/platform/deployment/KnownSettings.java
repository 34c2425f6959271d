package io.orderflow.platform.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings that our processes read: ours by {@code docs/settings.md}, those of Spring Boot and Axon by the metadata
 * of their jars, and the variables that {@code gateway.yaml} and {@code discovery.yaml} name.
 */
final class KnownSettings {

    private static final Pattern OURS = Pattern.compile("^\\| `(orderflow\\.[a-z.-]+)`", Pattern.MULTILINE);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");
    /** What the JDK reads, and the issuer, whose setting AccessConfiguration reads by Spring Security's name. */
    private static final Set<String> FURTHER = Set.of("JDK_JAVA_OPTIONS",
            "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI");

    /** Of libraries that are on no class path here: DeploymentSettingsTest in the module notification knows them. */
    private static final Pattern OF_NOTIFICATION = Pattern.compile("SPRING_(KAFKA|RABBITMQ|MAIL)_[A-Z_]+");

    private final Set<String> variables = new HashSet<>(FURTHER);
    private final Set<String> maps = new HashSet<>();

    KnownSettings() {
        try {
            OURS.matcher(Files.readString(Yamls.ROOT.resolve("docs/settings.md"))).results()
                    .forEach(setting -> variables.add(variableOf(setting.group(1))));
            for (String file : Set.of("gateway/src/main/resources/gateway.yaml",
                    "discovery/src/main/resources/discovery.yaml")) {
                VARIABLE.matcher(Files.readString(Yamls.ROOT.resolve(file))).results()
                        .forEach(variable -> variables.add(variable.group(1)));
            }
            for (URL metadata : Collections.list(
                    getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream json = metadata.openStream()) {
                    new JsonMapper().readTree(json).path("properties").forEach(this::learn);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void learn(JsonNode property) {
        String variable = variableOf(property.path("name").asString());
        variables.add(variable);
        if (property.path("type").asString("").startsWith("java.util.Map")) {
            maps.add(variable + "_");
        }
    }

    /** How the environment names a setting: {@code server.ssl.client-auth} is {@code SERVER_SSL_CLIENTAUTH}. */
    static String variableOf(String setting) {
        return setting.toUpperCase().replace("-", "").replaceAll("[.\\[\\]]+", "_");
    }

    /** Whether a process of ours reads the variable. */
    boolean knowsVariable(String name) {
        return variables.contains(name) || OF_NOTIFICATION.matcher(name).matches()
                || maps.stream().anyMatch(name::startsWith);
    }

    /** Whether a process of ours reads the setting, by its own name. */
    boolean knowsSetting(String name) {
        return knowsVariable(variableOf(name));
    }
}
