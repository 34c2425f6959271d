package io.orderflow.relay;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** RabbitMQ itself, as the package {@code rabbitmq-server} of the system installs it, with its data in a folder. */
public final class RabbitServer implements AutoCloseable {

    public static final String PASSWORD = "s3cret-of-the-relay";
    private static final String USER = "relay";
    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Path folder;
    private final String scheme;
    private final @Nullable SSLContext client;
    private final int port = freePort();
    private final int epmd = freePort();
    private final int distribution = freePort();
    private Process process;

    private RabbitServer(Path folder, String scheme, String further, @Nullable SSLContext client) throws IOException {
        this.scheme = scheme;
        this.client = client;
        this.folder = Files.createDirectories(folder);
        Files.writeString(folder.resolve("plugins"), "[].\n");
        Files.writeString(folder.resolve("rabbitmq.conf"), """
                loopback_users = none
                default_user = %s
                default_pass = %s
                disk_free_limit.absolute = 1MB
                max_message_size = 20000
                """.formatted(USER, PASSWORD) + further.replace("PORT", "" + port));
        process = launch();
        awaitReady();
    }

    /** Starts it, or says loudly that the test is skipped. */
    public static RabbitServer start(Path folder) throws IOException {
        requireInstalled();
        return new RabbitServer(folder, "amqp", "", null);
    }

    /** Whether the system has it. */
    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    private static void requireInstalled() {
        boolean present = isInstalled();
        if (!present) {
            System.err.println(
                    "SKIPPED: no RabbitMQ is installed (rabbitmq-server), so the relay was not tested with it");
        }
        Assumptions.assumeTrue(present, "NOT RUN: needs RabbitMQ, from the package rabbitmq-server");
    }

    /** As {@link #start}, but it takes encrypted connections only. */
    static RabbitServer startEncrypted(Path folder, Path certificate, Path key) throws IOException {
        requireInstalled();
        return new RabbitServer(folder, "amqps", """
                listeners.tcp = none
                listeners.ssl.1 = 127.0.0.1:PORT
                ssl_options.certfile = %s
                ssl_options.keyfile = %s
                """.formatted(certificate, key), null);
    }

    /**
     * As {@link #start}, with the settings that its container in Compose has.
     *
     * @param certificates the folder that the container would have as {@code /certificates}
     * @param client       by which a client encrypts its connections, and shows a certificate
     */
    static RabbitServer startAsInCompose(Path folder, Path certificates, SSLContext client) throws IOException {
        requireInstalled();
        String settings = Files.readString(Path.of("../deploy/compose/rabbitmq.conf"))
                .replace("/certificates/", certificates + "/")
                .replace("default = 5671", "default = 127.0.0.1:PORT")
                .replaceAll("(?m)^disk_free_limit.*\\n", "");
        return new RabbitServer(folder, "amqps", settings, client);
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output.log").toFile()));
        if (scheme.equals("amqp")) {
            builder.environment().putAll(Map.of("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1", "RABBITMQ_NODE_PORT",
                    "" + port));
        }
        builder.environment().putAll(Map.of("RABBITMQ_NODENAME", "relay" + port + "@localhost",
                "RABBITMQ_DIST_PORT", "" + distribution, "ERL_EPMD_PORT", "" + epmd,
                "RABBITMQ_MNESIA_BASE", folder.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", folder.resolve("logs").toString(),
                "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString(),
                "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString(), "HOME", folder.toString()));
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void awaitReady() {
        await("RabbitMQ answers, see " + folder).atMost(START_LIMIT).pollInterval(Duration.ofMillis(200))
                .ignoreExceptions().until(() -> {
                    connect().close();
                    return true;
                });
    }

    public Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri());
        if (client != null) {
            factory.useSslProtocol(client);
        }
        return factory.newConnection();
    }

    public String uri() {
        return scheme + "://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port;
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList()
                .forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    /** Lets it stand still, as a machine does that swaps: its connections stay, and nothing is answered. */
    public void freeze(boolean still) throws Exception {
        for (ProcessHandle one : Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList()) {
            new ProcessBuilder("kill", still ? "-STOP" : "-CONT", "" + one.pid()).start().waitFor();
        }
    }

    public void restart() {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() throws IOException {
        kill();
        ProcessBuilder ending = new ProcessBuilder("epmd", "-port", "" + epmd, "-kill");
        ending.environment().put("ERL_EPMD_RELAXED_COMMAND_CHECK", "true");
        ending.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().onExit().join();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
