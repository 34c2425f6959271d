package io.orderflow.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.orderflow.platform.services.Service;
import io.orderflow.service.web.Preferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Compose files and the image recipe. */
class ComposeTest {

    private static final Pattern PINNED = Pattern.compile(".+:v?\\d+\\.\\d+(\\.\\d+)?([._-][A-Za-z0-9._-]+)?");
    private static final Pattern SECONDS = Pattern.compile("(\\d+)s");
    /** What a person puts there: the heads of the overlays say how. */
    private static final Set<String> OF_THE_USER = Set.of("./data/compose/secrets/prometheus-token");
    /** Where a container has its secrets and its certificates. */
    private static final Set<String> PLACES = Set.of("/run/secrets/", "/certificates/");

    static Stream<String> files() {
        return Stream.concat(Stream.of(ComposeFiles.BASE), ComposeFiles.OVERLAYS.stream());
    }

    private static void eachOf(String file, BiConsumer<String, Map<String, Object>> check) {
        ComposeFiles.services(file.equals(ComposeFiles.BASE) ? ComposeFiles.alone(file) : ComposeFiles.merged(file))
                .forEach(check);
    }

    private static boolean isOurs(Map<String, Object> container) {
        return container.containsKey("build");
    }

    private static <T> List<T> list(Map<String, Object> container, String key) {
        return container.containsKey(key) ? Yamls.at(container, key) : List.of();
    }

    @ParameterizedTest
    @MethodSource("files")
    void followsTheSchema(String file) throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode specification = (ObjectNode) json
                .readTree(getClass().getResourceAsStream("/deployment/compose-spec.json"));
        // Its names of itself and of its dialect are no addresses.
        specification.remove(List.of("$id", "$schema"));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(specification);
        List<Error> faults = schema.validate(json.valueToTree(ComposeFiles.alone(file)));
        assertThat(faults).isEmpty();
    }

    @Test
    void buildsEachImageFromItsModuleAndItsMainClass() {
        eachOf(ComposeFiles.BASE, (name, container) -> {
            if (isOurs(container)) {
                Map<String, String> arguments = Yamls.at(container, "build", "args");
                String module = arguments.get("MODULE");
                assertThat(container.get("image")).isEqualTo("orderflow/" + module + ":1.0.0-SNAPSHOT");
                assertThat(Yamls.ROOT.resolve(module + "/src/main/java/" + arguments.get("MAIN").replace('.', '/')
                        + ".java")).content().contains("void main(String[] ");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void pinsEveryImage(String file) throws IOException {
        eachOf(file, (name, container) -> assertThat((String) Yamls.at(container, "image")).matches(PINNED));
        assertThat(Files.readAllLines(Yamls.ROOT.resolve("Dockerfile")))
                .filteredOn(line -> line.startsWith("FROM ") && !line.startsWith("FROM build "))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.split(" ")[1]).matches(PINNED));
    }

    @ParameterizedTest
    @MethodSource("files")
    void waitsForWhatSaysThatItIsReady(String file) {
        Map<String, Map<String, Object>> all = ComposeFiles.services(
                file.equals(ComposeFiles.BASE) ? ComposeFiles.alone(file) : ComposeFiles.merged(file));
        eachOf(file, (name, container) -> {
            Map<String, Map<String, String>> needs = Yamls.at(container, "depends_on");
            needs.forEach((needed, how) -> {
                assertThat(all).as(name).containsKey(needed);
                switch (how.get("condition")) {
                    case "service_healthy" -> assertThat(Yamls.<Map<String, Object>>at(all.get(needed), "healthcheck"))
                            .as(needed).containsKey("test");
                    case "service_completed_successfully" -> assertThat(all.get(needed)).containsEntry("restart", "no");
                    default -> assertThat(how).containsEntry("condition", "service_started");
                }
            });
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void publishesPortsOfThisMachineOnly(String file) {
        Set<String> ports = new TreeSet<>();
        eachOf(file, (name, container) -> ComposeTest.<String>list(container, "ports").forEach(port -> {
            assertThat(port).startsWith("127.0.0.1:");
            assertThat(ports.add(port.replaceAll(":\\d+$", ""))).as("twice: " + port).isTrue();
            Object networks = container.get("networks");
            assertThat(networks instanceof Map<?, ?> named ? named.keySet() : (List<?>) networks).as(name)
                    .asInstanceOf(InstanceOfAssertFactories.COLLECTION).contains("published");
        }));
        assertThat(ports).contains("127.0.0.1:8080", "127.0.0.1:8090");
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesEveryContainerLimitsAndNoPowers(String file) {
        eachOf(file, (name, container) -> {
            assertThat(container).as(name).containsKeys("mem_limit", "cpus", "pids_limit", "stop_grace_period");
            assertThat(ComposeTest.<String>list(container, "cap_drop")).as(name).containsExactly("ALL");
            assertThat(ComposeTest.<String>list(container, "security_opt")).contains("no-new-privileges:true");
            if (isOurs(container)) {
                assertThat(container).as(name).containsEntry("read_only", true).containsKey("user");
                assertThat(ComposeTest.<String>list(container, "tmpfs"))
                        .anyMatch(mount -> mount.startsWith("/tmp:exec"));
            }
        });
    }

    @Test
    void runsNoProcessAsRootAndAsksItByNoShell() throws IOException {
        String recipe = Files.readString(Yamls.ROOT.resolve("Dockerfile"));
        assertThat(recipe).containsPattern("(?m)^USER [1-9]\\d+:[1-9]\\d+$").contains("ENTRYPOINT [\"/jre/bin/java\"");
        String probe = Files.readString(Yamls.ROOT
                .resolve("health-probe/src/main/java/io/orderflow/probe/HealthProbe.java"));
        assertThat(probe).contains("package io.orderflow.probe;", "void main(String[] ");
        eachOf(ComposeFiles.BASE, (name, container) -> {
            if (isOurs(container)) {
                List<String> asks = Yamls.at(container, "healthcheck", "test");
                assertThat(asks).as(name).startsWith("CMD", "/jre/bin/java").contains("io.orderflow.probe.HealthProbe");
            }
        });
    }

    @Test
    void stopsNoRequestThatStillWaits() {
        for (Service service : Service.values()) {
            String phase = ComposeFiles.settingsOf(service.title()).get("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE");
            String grace = Yamls.at(ComposeFiles.services(ComposeFiles.alone(ComposeFiles.BASE)).get(service.title()),
                    "stop_grace_period");
            assertThat(seconds(phase)).isGreaterThan(Preferences.LONGEST);
            assertThat(seconds(grace)).isGreaterThan(seconds(phase).plusSeconds(10));
        }
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(SECONDS.matcher(text).replaceAll("$1")));
    }

    /** Of our own images; what others read is theirs to say. */
    @ParameterizedTest
    @MethodSource("files")
    void namesSettingsThatAreRead(String file) {
        KnownSettings known = new KnownSettings();
        eachOf(file, (name, container) -> {
            if (isOurs(container)) {
                Map<String, Object> environment = Yamls.at(container, "environment");
                assertThat(environment.keySet()).as(name).allMatch(known::knowsVariable);
                if (environment.containsKey("SPRING_CONFIG_IMPORT")) {
                    assertThat(ComposeTest.<String>list(container, "secrets")).as(name)
                            .allMatch(known::knowsSetting);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void mountsWhatIsThereOrIsPrepared(String file, @TempDir Path folder) throws Exception {
        prepare(folder);
        Map<String, Object> compose = file.equals(ComposeFiles.BASE)
                ? ComposeFiles.alone(file)
                : ComposeFiles.merged(file);
        Map<String, Object> volumes = Yamls.at(compose, "volumes");
        Map<String, Map<String, String>> secrets = Yamls.at(compose, "secrets");
        eachOf(file, (name, container) -> {
            ComposeTest.<String>list(container, "volumes").forEach(mount -> {
                String source = mount.split(":")[0];
                assertThat(source.startsWith("./") ? exists(folder, source) : volumes.containsKey(source))
                        .as("%s: %s", name, mount).isTrue();
            });
            ComposeTest.<String>list(container, "secrets")
                    .forEach(secret -> assertThat(secrets).as(name).containsKey(secret));
        });
        secrets.forEach((name, secret) -> assertThat(
                secret.get("file").startsWith("${") || OF_THE_USER.contains(secret.get("file"))
                        || exists(folder, secret.get("file")))
                .as(name).isTrue());
    }

    private static boolean exists(Path prepared, String source) {
        return Files.exists((source.startsWith("./data/") ? prepared : Yamls.ROOT).resolve(source));
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesFilesThatAreMounted(String file) {
        eachOf(file, (name, container) -> {
            if (isOurs(container)) {
                Map<String, Object> environment = Yamls.at(container, "environment");
                List<String> words = Stream.of(ComposeTest.<String>list(container, "command").stream(),
                        Yamls.<List<String>>at(container, "healthcheck", "test").stream(),
                        environment.values().stream().map(Object::toString)).flatMap(all -> all).toList();
                words.stream().map(word -> word.replaceFirst("^.*[=:](?=/)", "")).filter(
                        word -> PLACES.stream().anyMatch(word::startsWith) && !word.endsWith("/")).forEach(word -> {
                            String secret = word.replaceFirst("^/run/secrets/", "");
                            assertThat(word.startsWith("/certificates/")
                                    ? ComposeTest.<String>list(container, "volumes").stream()
                                            .anyMatch(mount -> mount.endsWith(":/certificates:ro"))
                                            && Set.of("tls.crt", "tls.key", "tls.pem", "ca.crt")
                                                    .contains(word.replaceFirst("^/certificates/", ""))
                                    : ComposeTest.<String>list(container, "secrets").contains(secret))
                                    .as("%s: %s", name, word).isTrue();
                        });
            }
        });
    }

    /** Twice, as after a renewal of the certificates: the secrets stay. */
    @Test
    void preparesWhatOnlyItsUserCanRead(@TempDir Path folder) throws Exception {
        prepare(folder);
        Path token = folder.resolve("data/compose/secrets/axon.axonserver.token");
        String drawn = Files.readString(token);
        prepare(folder);
        assertThat(token).hasContent(drawn);
        Path password = folder.resolve("data/compose/secrets/spring.rabbitmq.password");
        assertThat(folder.resolve("data/compose/secrets/orderflow.relay.rabbitmq.uri"))
                .hasContent("amqps://orderflow:" + Files.readString(password) + "@rabbitmq:5671");
        assertThat(folder.resolve("data/compose/secrets/rabbitmq-user.conf"))
                .hasContent("default_user = orderflow\ndefault_pass = " + Files.readString(password) + "\n");
        assertThat(folder.resolve("data/compose/secrets/orderflow.notification.uri")).content()
                .startsWith("mongodb://notification:" + Files.readString(
                        folder.resolve("data/compose/secrets/mongo-notification-password")) + "@mongo-1:27017");
        assertThat(folder.resolve("data/compose/secrets/orderflow.checkpoints.uri")).content().matches(
                "mongodb://orderflow:[\\w-]{32}@mongo-1:27017,mongo-2:27017,mongo-3:27017/"
                        + "orderflow_checkpoints\\?replicaSet=rs0&authSource=admin");
        try (Stream<Path> files = Files.walk(folder.resolve("data/compose"))) {
            assertThat(files.filter(file -> file.toString().matches(".*(secrets/.*|\\.key|\\.pem)")))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file).toString())
                            .doesNotContain("GROUP", "OTHERS"));
        }
        assertThat(folder.resolve(".env")).content().matches("ORDERFLOW_USER=\\d+:\\d+\n");
    }

    /** With a {@code ./run} that makes files in place of certificates. */
    private static void prepare(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("deploy"));
        Files.writeString(folder.resolve("run"), """
                #!/bin/sh
                to=$2; shift 2; mkdir -p "$to"; echo ca >"$to/ca.crt"
                for name in client gateway axon-server mongo-server console event-relay notification %s "$@"; do
                    [ "$name" = --name ] || { echo crt >"$to/$name.crt"; echo key >"$to/$name.key"; }
                done
                """.formatted(String.join(" ", Stream.of(Service.values()).map(Service::title).toList())));
        assertThat(folder.resolve("run").toFile().setExecutable(true)).isTrue();
        Path script = folder.resolve("deploy/prepare-compose");
        if (Files.notExists(script)) {
            Files.copy(Yamls.ROOT.resolve("deploy/prepare-compose"), script);
        }
        Process process = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }
}
