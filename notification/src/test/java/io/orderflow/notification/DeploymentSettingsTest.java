package io.orderflow.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Compose and Kubernetes tell this service of its brokers and its mail server, Spring Boot's clients read. The module
 * platform, which checks all other settings, does not have these libraries.
 */
class DeploymentSettingsTest {

    private static final List<Path> FILES = List.of(Path.of("../docker-compose.yml"),
            Path.of("../deploy/kubernetes/components/integration/configuration.yaml"),
            Path.of("../deploy/kubernetes/components/integration-external-secrets/connections.yaml"));
    private static final Pattern VARIABLE = Pattern.compile("\\bSPRING_(KAFKA|RABBITMQ|MAIL)_[A-Z_]+");
    private static final Pattern SECRET = Pattern.compile("\\bspring\\.(kafka|rabbitmq|mail)\\.[a-z.-]+");

    private static final Set<String> KNOWN = new HashSet<>();
    private static final Set<String> MAPS = new HashSet<>();

    @BeforeAll
    static void readMetadata() throws IOException {
        for (URL metadata : Collections.list(DeploymentSettingsTest.class.getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = metadata.openStream()) {
                for (JsonNode property : new JsonMapper().readTree(json).path("properties")) {
                    String name = variableOf(property.path("name").asString());
                    KNOWN.add(name);
                    if (property.path("type").asString("").startsWith("java.util.Map")) {
                        MAPS.add(name + "_");
                    }
                }
            }
        }
    }

    private static String variableOf(String setting) {
        return setting.toUpperCase().replace("-", "").replace('.', '_');
    }

    @Test
    void areRead() throws IOException {
        Set<String> told = new TreeSet<>();
        for (Path file : FILES) {
            String text = Files.readString(file);
            VARIABLE.matcher(text).results().forEach(found -> told.add(found.group()));
            SECRET.matcher(text).results().forEach(found -> told.add(variableOf(found.group())));
        }

        assertThat(told).contains("SPRING_KAFKA_SSL_BUNDLE", "SPRING_RABBITMQ_PASSWORD", "SPRING_MAIL_HOST")
                .allMatch(name -> KNOWN.contains(name) || MAPS.stream().anyMatch(name::startsWith));
    }
}
