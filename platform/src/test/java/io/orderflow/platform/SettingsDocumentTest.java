package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps {@code docs/settings.md} what the settings are, as Spring Boot's annotation processor has read them from the
 * classes that take them. It is written anew with {@code -Dapprove=true}.
 */
class SettingsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/settings.md");
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    /** The built classes of a module that is on no class path of the others. */
    private static final Path DISCOVERY = Path.of("../discovery/target/classes");
    private static final String OURS = "orderflow.";
    private static final String HEAD = """
            # Settings

            All settings of the services that are our own, with what holds where nothing is set. Each can be given as an
            environment variable (`ORDERFLOW_CALLLIMITS_READ=3s`: dots become underscores, hyphens go), or as an argument
            of a service that runs by itself (`--orderflow.call-limits.read=3s`). A wrong value ends the start with a
            sentence that names it. The settings of Spring Boot, Axon and the MongoDB driver hold as well; what we change
            of them is in `orderflow-service.properties`.

            This page is written by `SettingsDocumentTest`, out of the classes that take the settings.

            | setting | type | default | meaning |
            |---|---|---|---|
            """;

    @Test
    void namesEverySettingWithItsDefaultAndItsMeaning() throws IOException {
        String document = HEAD + String.join("", rows().values());
        if (Boolean.getBoolean("approve")) {
            Files.writeString(DOCUMENT, document);
        }

        assertThat(DOCUMENT).as("docs/settings.md is out of date: run this test with -Dapprove=true, and read it")
                .hasContent(document);
    }

    @Test
    void knowsEveryClassThatTakesSettings() throws IOException {
        ClassFileImporter importer = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests());
        List<String> prefixes = Stream
                .concat(importer.importPackages("io.orderflow").stream(), importer.importPath(DISCOVERY).stream())
                .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                .map(SettingsDocumentTest::prefixOf)
                .toList();

        assertThat(prefixes).as("prefixes whose module lacks spring-boot-configuration-processor in its pom")
                .isNotEmpty()
                .allSatisfy(prefix -> assertThat(rows().keySet()).anyMatch(name -> name.startsWith(prefix + ".")));
    }

    private static String prefixOf(JavaClass type) {
        return type.getAnnotationOfType(ConfigurationProperties.class).value();
    }

    /** By the name of the setting. */
    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        List<URL> modules = new ArrayList<>(
                Collections.list(SettingsDocumentTest.class.getClassLoader().getResources(METADATA)));
        modules.add(DISCOVERY.resolve(METADATA).toUri().toURL());
        for (URL metadata : modules) {
            try (InputStream json = metadata.openStream()) {
                for (JsonNode setting : new JsonMapper().readTree(json).path("properties")) {
                    String name = setting.path("name").asString();
                    if (name.startsWith(OURS)) {
                        rows.put(name, rowOf(name, setting));
                    }
                }
            }
        }
        return rows;
    }

    private static String rowOf(String name, JsonNode setting) {
        String type = setting.path("type").asString();
        String meaning = setting.path("description").asString();
        assertThat(meaning).as("the sentence on %s, a @param in the class that takes it", name).isNotBlank();
        return "| `%s` | %s | %s | %s |%n".formatted(name, shortened(type),
                defaultOf(setting.path("defaultValue")), markdownOf(meaning));
    }

    /** The names of the classes alone; {@code <} would begin a tag. */
    private static String shortened(String type) {
        return type.replaceAll("[\\w.$]+[.$]", "").replace("List<", "list of ").replace(">", "");
    }

    private static String markdownOf(String javadoc) {
        return javadoc.replaceAll("\\{@\\w+ ([^}]*)}", "`$1`").replace("\n", " ").replace("|", "\\|");
    }

    private static String defaultOf(JsonNode value) {
        return value.isMissingNode() ? "none" : "`" + value.asString().replace("|", "\\|") + "`";
    }
}
