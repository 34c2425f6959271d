package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be known of the compose file and the image recipe without a container engine. */
class ComposeFileTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern PINNED = Pattern.compile(".+:\\d+\\.\\d+\\.\\d+([._-][A-Za-z0-9._-]+)?");

    private static Map<String, Map<String, Object>> services;
    private static Map<String, Object> compose;

    @BeforeAll
    static void read() throws IOException {
        compose = new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        services = at(compose, "services");
    }

    @Test
    void runsEveryServiceFromItsModuleAndItsMainClass() throws Exception {
        for (Service service : Service.values()) {
            Map<String, String> arguments = at(services.get(service.title()), "build", "args");
            assertThat(ROOT.resolve(arguments.get("MODULE")).resolve("pom.xml")).exists();
            assertThat(arguments.get("MODULE")).isEqualTo(service.title());
            assertThat(Class.forName(arguments.get("MAIN")).getMethod("main", String[].class)).isNotNull();
        }
        assertThat(services).hasSize(Service.values().length + 4).containsKeys("gateway", "identity");
    }

    @Test
    void asksForTokensInEveryService() {
        for (Service service : Service.values()) {
            Map<String, String> settings = at(services.get(service.title()), "environment");
            assertThat(settings).containsKey("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI");
        }
    }

    @Test
    void pinsEveryImage() throws IOException {
        services.values().stream().map(service -> service.get("image")).filter(String.class::isInstance)
                .forEach(image -> assertThat((String) image).matches(PINNED));
        assertThat(Files.readAllLines(ROOT.resolve("Dockerfile"))).filteredOn(line -> line.startsWith("FROM "))
                .hasSize(2).allSatisfy(line -> assertThat(line.split(" ")[1]).matches(PINNED));
    }

    @Test
    void waitsForWhatIsThere() {
        services.forEach((name, service) -> {
            Map<String, Object> needs = at(service, "depends_on");
            needs.keySet().forEach(needed -> assertThat(services).as(name).containsKey(needed));
            needs.keySet().forEach(needed -> assertThat(services.get(needed)).containsKey("healthcheck"));
        });
    }

    @Test
    void publishesPortsOnTheLoopbackInterfaceOnly() {
        services.forEach((name, service) -> {
            List<String> ports = at(service, "ports");
            assertThat(ports).as(name).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
        });
    }

    @Test
    void mountsFilesAndVolumesThatAreThere() {
        Map<String, Object> volumes = at(compose, "volumes");
        for (String server : List.of("axon-server", "mongo", "identity")) {
            List<String> mounts = at(services.get(server), "volumes");
            assertThat(mounts).allSatisfy(mount -> {
                String source = mount.split(":")[0];
                assertThat(source.startsWith("./") ? Files.exists(ROOT.resolve(source)) : volumes.containsKey(source))
                        .as(mount).isTrue();
            });
        }
    }

    @Test
    void runsNoServiceAsRoot() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("Dockerfile"))).anyMatch(line -> line.matches("USER [1-9]\\d+"));
    }

    @SuppressWarnings("unchecked") // the caller knows what stands there
    private static <T> T at(Map<?, ?> node, String... path) {
        Object found = Arrays.stream(path).map(Object.class::cast).reduce(node,
                (parent, key) -> ((Map<?, ?>) parent).getOrDefault(key, null));
        return found == null ? (T) Map.of() : (T) found;
    }
}
