package io.orderflow.benchmarks.relay;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** RabbitMQ, as the package {@code rabbitmq-server} of the system installs it, with a quorum queue that takes all. */
final class RabbitProcess implements BrokerProcess {

    static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final Process process;
    private final int epmd;
    private final String uri;

    private RabbitProcess(Process process, int epmd, String uri) {
        this.process = process;
        this.epmd = epmd;
        this.uri = uri;
    }

    static RabbitProcess start(Path folder) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("plugins"), "[].\n");
        Files.writeString(folder.resolve("rabbitmq.conf"), "default_user = relay\ndefault_pass = relay\n");
        int port = freePort();
        int epmd = freePort();
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        builder.environment().putAll(Map.of("RABBITMQ_NODENAME", "bench" + port + "@localhost",
                "RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1", "RABBITMQ_NODE_PORT", "" + port, "RABBITMQ_DIST_PORT",
                "" + freePort(), "ERL_EPMD_PORT", "" + epmd, "RABBITMQ_MNESIA_BASE", folder.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", folder.resolve("logs").toString(), "RABBITMQ_CONFIG_FILE",
                folder.resolve("rabbitmq.conf").toString(), "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("plugins").toString(), "HOME", folder.toString()));
        RabbitProcess started = new RabbitProcess(builder.start(), epmd, "amqp://relay:relay@127.0.0.1:" + port);
        started.declareQueue();
        return started;
    }

    private void declareQueue() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
                channel.exchangeDeclare("orderflow.events", "topic", true);
                channel.queueDeclare("all", true, false, false, Map.of("x-queue-type", "quorum"));
                channel.queueBind("all", "orderflow.events", "#");
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    throw new IllegalStateException("RabbitMQ does not start", notYet);
                }
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            }
        }
    }

    @Override
    public String setting() {
        return "orderflow.relay.rabbitmq.uri=" + uri;
    }

    @Override
    public void close() throws IOException {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList()
                .forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        ProcessBuilder ending = new ProcessBuilder("epmd", "-port", "" + epmd, "-kill");
        ending.environment().put("ERL_EPMD_RELAXED_COMMAND_CHECK", "true");
        ending.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectErrorStream(true).start().onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
