package io.orderflow.relay;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * Kafka itself, one broker as a process with its data in a folder: after a kill it comes back on its port with what it
 * had. Its main runs one until it is ended, to try the relay by hand.
 */
public final class KafkaServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final Path settings;
    private final String address;
    private final Map<String, Object> client;
    private Process process;

    private KafkaServer(Path folder, int port, Map<String, String> further, Map<String, Object> client)
            throws IOException {
        this(folder, port, client, controller -> settings(folder, port, controller, further));
    }

    private KafkaServer(Path folder, int port, Map<String, Object> client, IntFunction<Map<String, String>> made)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.settings = folder.resolve("server.properties");
        this.address = "127.0.0.1:" + port;
        this.client = new TreeMap<>(client);
        this.client.put("bootstrap.servers", address);
        Files.write(settings, made.apply(freePort()).entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue()).toList());
        run("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString())
                .onExit().join();
        restart();
    }

    private static Map<String, String> settings(Path folder, int port, int controller, Map<String, String> further) {
        Map<String, String> all = new TreeMap<>(Map.of("process.roles", "broker,controller", "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controller,
                "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,BROKER:PLAINTEXT",
                "inter.broker.listener.name", "BROKER", "controller.listener.names", "CONTROLLER",
                "log.dirs", folder.resolve("data").toString(), "group.initial.rebalance.delay.ms", "0"));
        all.putAll(Map.of("offsets.topic.replication.factor", "1", "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1", "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1", "offsets.topic.num.partitions", "4"));
        all.putAll(further);
        return all;
    }

    public static KafkaServer start(Path folder) throws IOException {
        return new KafkaServer(folder, freePort(), Map.of(), Map.of());
    }

    /**
     * As {@link #start(Path)}, with further settings of the broker.
     *
     * @param client the settings by which a client reaches it
     */
    static KafkaServer start(Path folder, Map<String, String> further, Map<String, Object> client)
            throws IOException {
        return new KafkaServer(folder, freePort(), further, client);
    }

    /**
     * As {@link #start(Path)}, with the settings that its container in Compose has.
     *
     * @param certificates the folder that the container would have as {@code /certificates}
     * @param client       the settings by which a client reaches it
     */
    static KafkaServer startAsInCompose(Path folder, Path certificates, Map<String, Object> client)
            throws IOException {
        String settings = Files.readString(Path.of("../deploy/compose/kafka.properties"));
        int port = freePort();
        return new KafkaServer(folder, port, client, controller -> {
            Properties all = new Properties();
            try {
                all.load(new StringReader(settings.replace("//:9093", "//127.0.0.1:" + port)
                        .replace("kafka:9093", "127.0.0.1:" + port).replaceAll(",MACHINE[^,\n]*", "")
                        .replace(":9094", ":" + controller).replace("/certificates/", certificates + "/")
                        .replace("/data", folder.resolve("data").toString())));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            Map<String, String> read = new TreeMap<>();
            all.forEach((name, value) -> read.put(name.toString(), value.toString()));
            return read;
        });
    }

    private Process run(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx400m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                mainClass));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(folder.resolve("output.log").toFile())).start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where it is, as host and port. */
    public String address() {
        return address;
    }

    public Process process() {
        return process;
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public void restart() {
        process = run("kafka.Kafka", settings.toString());
        await("Kafka answers, see " + folder).atMost(START_LIMIT).pollInterval(Duration.ofMillis(200))
                .ignoreExceptions().until(() -> {
                    try (Admin admin = Admin.create(client)) {
                        return !admin.describeCluster().nodes().get().isEmpty();
                    }
                });
    }

    @Override
    public void close() {
        kill();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @param arguments the folder of the data, and the port */
    public static void main(String[] arguments) throws Exception {
        KafkaServer kafka = new KafkaServer(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Map.of(), Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        System.out.println("Kafka is ready on " + kafka.address());
        kafka.process().onExit().join();
    }
}
