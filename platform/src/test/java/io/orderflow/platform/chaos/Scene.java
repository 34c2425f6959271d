package io.orderflow.platform.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.axonserver.faults.Proxy;
import io.orderflow.platform.ServiceRoutes;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.services.Service;
import io.orderflow.platform.services.ServiceProcesses;
import io.orderflow.relay.RabbitServer;
import io.orderflow.service.description.DescribedAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The services, the event store and the database as processes that can be killed and paused, and the connections
 * between them, which can be cut and slowed down. What is done to processes may be done by several threads, what is
 * done to connections by one.
 * Registered with {@code @RegisterExtension}, it is set up anew for each test; the data of a test that fails is kept, to
 * find the cause.
 */
final class Scene implements BeforeEachCallback, AfterEachCallback {

    /** As long as a client has patience for one answer where connections stall. */
    private static final Duration IMPATIENT = Duration.ofSeconds(5);
    /** Longer than any request may take that reaches its service. */
    private static final Duration PATIENT = Duration.ofSeconds(40);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration POLL_PATIENCE = Duration.ofSeconds(1);

    /** Claims of the dead and failed events are waited for, though less long than they would be otherwise. */
    private static final List<String> SETTINGS = List.of("--orderflow.projections.claim-timeout=4s",
            "--orderflow.projections.claim-interval=1s", "--orderflow.checkpoints.claim-timeout=4s",
            "--orderflow.checkpoints.claim-interval=1s", "--orderflow.checkpoints.letter-claim=10s",
            "--orderflow.checkpoints.retry-interval=1s", "--orderflow.checkpoints.max-retry-interval=2s",
            "--orderflow.checkpoints.max-attempts=1000");

    private static final Logger LOG = LoggerFactory.getLogger(Scene.class);

    private final List<Proxy> connections = new ArrayList<>();
    private final Set<String> dead = new HashSet<>();
    private final Set<String> paused = new HashSet<>();
    private final BiFunction<Path, IntUnaryOperator, ServiceProcesses> start;
    private final Duration patience;
    private final boolean relayed;
    private Path folder;
    private ServiceProcesses processes;
    private Brokers brokers;
    private URI notification;

    private Scene(BiFunction<Path, IntUnaryOperator, ServiceProcesses> start, Duration patience, boolean relayed) {
        this.start = start;
        this.patience = patience;
        this.relayed = relayed;
    }

    /**
     * With connections that can be cut and slowed down, and times that are short enough to wait for their end; with a Kafka, a
     * RabbitMQ, the relay and the service that reacts to its events, where RabbitMQ is installed.
     */
    static Scene withConnections() {
        boolean relayed = RabbitServer.isInstalled();
        if (!relayed) {
            System.err.println(
                    "SKIPPED: no RabbitMQ is installed (rabbitmq-server), so the relay and the brokers are left "
                            + "out of the chaos test");
        }
        return new Scene((folder, proxied) -> ServiceProcesses.startOnFreePorts(folder, proxied, SETTINGS), IMPATIENT,
                relayed);
    }

    /** As anyone runs it, with every time as it is set by default. */
    static Scene asItIs() {
        return new Scene((folder, proxied) -> ServiceProcesses.startOnFreePorts(folder), PATIENT, false);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("services-");
        processes = start.apply(folder, this::proxied);
        // They must not outlive a test that is interrupted, least of all while they are paused.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
        if (relayed) {
            brokers = Brokers.start(folder.resolve("brokers"));
            notification = processes.startRelay(brokers.addresses()).getLast();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (processes != null) {
            close();
        }
        if (context.getExecutionException().isEmpty()) {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private int proxied(int port) {
        try {
            Proxy proxy = new Proxy(port);
            connections.add(proxy);
            return proxy.port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Api api() {
        return new Api((method, path) -> processes.uri(ServiceRoutes.of(method, path)), patience)
                .shownTo(DescribedAnswers::hold);
    }

    InsistentClient client() {
        return new InsistentClient(api());
    }

    /** A client of each service alone. */
    List<InsistentClient> clientsOfServices() {
        return Arrays.stream(Service.values())
                .map(service -> new InsistentClient(
                        new Api((method, path) -> processes.uri(service), patience).shownTo(DescribedAnswers::hold)))
                .toList();
    }

    /** What the audit reads, past all that is in between. */
    Addresses addresses() {
        return processes.addresses();
    }

    Path logs() {
        return processes.logs();
    }

    List<String> names() {
        List<String> names = new ArrayList<>(processes.names());
        if (brokers != null) {
            names.addAll(brokers.names());
        }
        return names;
    }

    private boolean isBroker(String name) {
        return brokers != null && brokers.names().contains(name);
    }

    /** What a reader of the brokers is told; empty where there are none. */
    Optional<Told> told() {
        return Optional.ofNullable(notification)
                .map(address -> new Told(new InsistentClient(new Api((method, path) -> address, patience))));
    }

    /** How many kinds of connections there are: each service has some to the event store and to both databases. */
    int connections() {
        return connections.size();
    }

    /** As a power cut would. */
    synchronized void kill(String name) {
        if (isBroker(name)) {
            brokers.kill(name);
        } else {
            processes.process(name).destroyForcibly();
            processes.process(name).onExit().join();
        }
        dead.add(name);
        paused.remove(name);
    }

    /** As a supervisor would. */
    synchronized void restart(String name) {
        if (dead.remove(name)) {
            if (isBroker(name)) {
                brokers.restart(name);
            } else {
                processes.restart(name);
            }
        }
    }

    synchronized void pause(String name) {
        if (!dead.contains(name) && paused.add(name)) {
            signal("-STOP", name);
        }
    }

    synchronized void resume(String name) {
        if (paused.remove(name)) {
            signal("-CONT", name);
        }
    }

    /** Waits until it does what it is there for: a server once a service that needs it is ready. */
    void awaitUp(String name) {
        Service service = Arrays.stream(Service.values())
                .filter(one -> one.title().equals(name))
                .findFirst()
                .orElse(Service.ORDER_COMMAND);
        await(name).atMost(START_TIMEOUT)
                .pollInterval(POLL_INTERVAL)
                .until(() -> {
                    restartWhereItEnded(name);
                    return isListening(name) && isReady(service);
                });
    }

    /** As a supervisor would: a service that is started while the database is away ends. */
    private synchronized void restartWhereItEnded(String name) {
        if (!dead.contains(name) && !processes.process(name).isAlive()) {
            LOG.warn("{} has ended by itself, and is started again", name);
            processes.restart(name);
        }
    }

    private boolean isReady(Service service) {
        try {
            return new Api((method, path) -> processes.uri(service), POLL_PATIENCE).get("/actuator/health/readiness")
                    .status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Services notice after a while only that a server is away. */
    private boolean isListening(String name) {
        String address = switch (name) {
            case "axon-server" -> "http://" + addresses().axonServer();
            case "mongo-server" -> addresses().checkpoints();
            default -> null;
        };
        if (address == null) {
            return true;
        }
        try (Socket socket = new Socket("127.0.0.1", URI.create(address).getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    void cut(int connection) {
        connections.get(connection).cut();
    }

    void stall(int connection, boolean stall) {
        connections.get(connection).stall(stall);
    }

    void slow(int connection, Duration chunk) {
        connections.get(connection).slow(chunk.toNanos());
    }

    /** Ends every fault that is still there. A process that ended without being killed is one too many. */
    void heal() {
        names().forEach(this::resume);
        names().forEach(this::restart);
        for (Proxy connection : connections) {
            connection.stall(false);
            connection.slow(0);
        }
        for (String name : processes.names()) {
            assertThat(processes.process(name).isAlive()).as("%s runs, see %s", name, logs()).isTrue();
        }
    }

    private void signal(String signal, String name) {
        if (isBroker(name)) {
            brokers.freeze(name, signal.equals("-STOP"));
            return;
        }
        String pid = Long.toString(processes.process(name).pid());
        try {
            Process kill = new ProcessBuilder("kill", signal, pid).inheritIO().start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(kill.exitValue()).as("kill %s %s (%s)", signal, pid, name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void close() {
        List.copyOf(paused).forEach(this::resume);
        processes.close();
        if (brokers != null) {
            try {
                brokers.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (Proxy connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
