package io.orderflow.axonserver;

import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.orderflow.axonserver.access.CurrentCertificate;
import io.orderflow.axonserver.context.ContextException;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.control.EventProcessors;
import io.orderflow.axonserver.http.HttpSide;
import io.orderflow.axonserver.http.Resources;
import io.orderflow.axonserver.routing.ConnectedClients;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.WriteCounts;
import io.orderflow.axonserver.store.rocksdb.RocksStores;
import io.orderflow.axonserver.wire.Libraries;
import io.orderflow.axonserver.wire.Services;
import io.orderflow.axonserver.wire.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. Several may run in one JVM, each with its own directory, port and name. Thread-safe.
 *
 * <pre>
 * try (AxonServer server = AxonServer.start(AxonServerConfig.inProcess(Path.of("data"), "orderflow"))) {
 *     // clients connect with InProcessChannelBuilder.forName("orderflow")
 * }
 * </pre>
 */
public final class AxonServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AxonServer.class);

    private static final String NODE_NAME = "orderflow";
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration BALANCE_INTERVAL = Duration.ofSeconds(2);
    private static final Duration TIMEOUT_CHECK_INTERVAL = Duration.ofMillis(250);

    /** How long commands and queries that are under way may take when it closes. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Contexts contexts;
    private final Services services;
    private final ConnectedClients clients;
    private final EventProcessors processors;
    private final AxonServerConfig config;
    private final Optional<CurrentCertificate> certificate;
    private final List<Transport> transports = new ArrayList<>();
    private @Nullable HttpSide http;
    private @Nullable Maintenance maintenance;
    private boolean temporary;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("axon-server-timer").daemon().factory());

    private AxonServer(AxonServerConfig config, Optional<CurrentCertificate> certificate, Contexts contexts) {
        this.config = config;
        this.certificate = certificate;
        this.contexts = contexts;
        this.clients = new ConnectedClients(config.clock());
        this.processors = new EventProcessors(clients);
        this.services = new Services(contexts, processors,
                new Services.Settings(node(config), config.token(), config.maxMessageBytes(), config.clock()));
        config.inProcessName().ifPresent(name -> transports.add(Transport.inProcess(name, services)));
        config.tcpAddress().ifPresent(
                address -> transports.add(Transport.tcp(address, services, certificate)));
    }

    private static NodeInfo node(AxonServerConfig config) {
        InetSocketAddress address = config.tcpAddress()
                .orElse(new InetSocketAddress(AxonServerConfig.DEFAULT_HOST, AxonServerConfig.DEFAULT_PORT));
        return NodeInfo.newBuilder()
                .setNodeName(NODE_NAME)
                .setHostName(address.getHostString())
                .setGrpcPort(address.getPort())
                .setHttpPort(config.httpAddress().map(InetSocketAddress::getPort).orElse(0))
                .build();
    }

    /**
     * Opens the store and starts to listen. When it returns, clients can connect.
     *
     * @throws IllegalStateException
     *             if the application lacks a library that it should bring, or has too old a version; the message says which
     * @throws IllegalArgumentException
     *             where it would be open to the network without a token, or the certificate cannot be used
     * @throws StoreException.Failure
     *             where the store cannot be opened
     * @throws UncheckedIOException
     *             where the port or the name is taken
     */
    public static AxonServer start(AxonServerConfig config) {
        Libraries.require(config.tcpAddress().isPresent(), config.inProcessName().isPresent());
        config.requireSafe();
        Optional<CurrentCertificate> certificate = config.certificate().map(CurrentCertificate::new);
        Contexts contexts = Contexts.open(new RocksStores(config.dataDirectory(), config.clock()), config.clock());
        AxonServer server = new AxonServer(config, certificate, contexts);
        try {
            server.listen();
            return server;
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException("Cannot listen on " + config.reachedAt() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Starts a server for tests, with its events in a folder that is deleted when it is closed.
     *
     * @param config
     *            what to start in the folder
     */
    public static AxonServer startTemporary(Function<Path, AxonServerConfig> config) {
        try {
            Path folder = Files.createTempDirectory("axon-server-test");
            AxonServer server = start(config.apply(folder));
            server.temporary = true;
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for the events could be made", e);
        }
    }

    private void listen() throws IOException {
        for (Transport transport : transports) {
            transport.start();
        }
        if (config.httpAddress().isPresent()) {
            http = HttpSide.start(config.httpAddress().get(), resources(), config.token(), certificate);
        }
        if (config.reachesBeyondThisMachine() && config.certificate().isEmpty()) {
            LOG.warn("Listening on {} without a certificate: the token and the events go over the network unencrypted",
                    config.reachedAt());
        }
        every(TIMEOUT_CHECK_INTERVAL, contexts::expire);
        every(HEARTBEAT_INTERVAL, services::beat);
        every(BALANCE_INTERVAL, processors::balance);
    }

    private Resources resources() {
        Resources.Node node = new Resources.Node(NODE_NAME,
                config.tcpAddress().map(InetSocketAddress::getHostString).orElse(""), this::httpPort, port(),
                config.token().isPresent(), config.certificate().isPresent());
        return new Resources(node, contexts, clients, processors, config.dataDirectory(), config.developmentMode());
    }

    /** A task that throws once would otherwise never run again. */
    private void every(Duration interval, Runnable task) {
        timer.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A regular task failed", e);
            }
        }, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The TCP port that it listens on; -1 where it is reached in process only. */
    public int port() {
        return transports.stream().mapToInt(Transport::port).max().orElse(-1);
    }

    /** Asks a client to connect anew, as after a change of its network; does nothing where there is none of that id. */
    public void requestReconnect(String clientId) {
        clients.connections().stream()
                .filter(connection -> connection.client().identification().getClientId().equals(clientId))
                .forEach(ConnectedClients.Connection::requestReconnect);
    }

    /** The contexts that there are, by name. */
    public List<String> contexts() {
        return contexts.names();
    }

    /**
     * What was written to a context since the server started; it costs nothing to ask.
     *
     * @throws ContextException
     *             where there is none of that name
     */
    public WriteCounts written(String context) {
        return contexts.require(context).written();
    }

    /**
     * How many requests wait to be written to a context now.
     *
     * @throws ContextException
     *             where there is none of that name
     */
    public int waiting(String context) {
        return contexts.require(context).waiting();
    }

    /**
     * The size of the files of a context.
     *
     * @throws ContextException
     *             where there is none of that name
     */
    public long bytesOnDisk(String context) {
        return contexts.require(context).bytesOnDisk();
    }

    /**
     * Makes a context, which clients can connect to when this returns.
     *
     * @throws ContextException
     *             where there is one of that name already, or the name will not do
     */
    public void createContext(String name) {
        contexts.create(name, Map.of());
    }

    /**
     * Deletes a context with all that is in it, and ends the connections of its clients.
     *
     * @throws ContextException
     *             where there is none of that name, or it is the default one
     */
    public void deleteContext(String name) {
        contexts.delete(name, false);
    }

    /**
     * Removes all events, snapshots and scheduled events of all contexts; when it returns, that is on the disk. Clients
     * stay connected and their handlers registered. Tokens go on from where they were: whoever follows the log, an event
     * processor with its token in a token store, say, goes on with the next event that is appended. It does not wait for
     * clients that still work on what is removed, and may append more: {@link #awaitIdle} does.
     */
    public void reset() {
        contexts.purgeAll();
    }

    /**
     * Waits until its clients are idle: each command and query has its answer, and all event processors have handled the
     * last event. Open subscription queries do not count. What a client does without a word to the server, such as a
     * handler that goes on in a thread of its own, cannot be waited for.
     *
     * @param limit
     *            how long it may take
     * @throws NotIdleException
     *             if it takes longer; the message says what keeps which client busy
     */
    public void awaitIdle(Duration limit) {
        new IdleCheck(contexts, clients).await(limit);
    }

    /** The port that it listens on for HTTP; -1 where it does not. */
    public int httpPort() {
        HttpSide side = http;
        return side == null ? -1 : side.port();
    }

    /** Lets other processes of the same user count and back up what is here, until it is closed. To be called once. */
    public void acceptMaintenance() {
        maintenance = Maintenance.start(contexts, config.dataDirectory());
    }

    /**
     * Whether a server that {@linkplain #acceptMaintenance() accepts maintenance} runs on a data directory.
     *
     * @throws IOException
     *             if the connection to it cannot be closed
     */
    public static boolean acceptsMaintenance(Path dataDirectory) throws IOException {
        return Maintenance.runs(dataDirectory);
    }

    /** Who is connected now. */
    public List<ConnectedClients.Client> clients() {
        return clients.clients();
    }

    /**
     * Refuses new commands and queries, and waits until those that are under way have their answers, 5 seconds at most;
     * their handlers may still read and append events. Then it takes no more calls, writes and confirms what was accepted,
     * disconnects the clients and closes the store.
     */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /**
     * @param limit
     *            how long commands and queries that are under way may take
     */
    void close(Duration limit) {
        if (maintenance != null) {
            maintenance.close();
        }
        HttpSide side = http;
        if (side != null) {
            side.close();
        }
        contexts.stopAccepting();
        awaitAnswers(limit);
        transports.forEach(Transport::stopAccepting);
        timer.shutdownNow();
        contexts.close();
        services.disconnect("The server is shutting down");
        transports.forEach(Transport::close);
        services.close();
        if (temporary) {
            Backup.delete(config.dataDirectory());
        }
    }

    private void awaitAnswers(Duration limit) {
        List<String> left = RepeatedLook.untilNothingIsLeft(this::underWay, limit);
        if (!left.isEmpty()) {
            LOG.warn("Closing without the answers that did not come within {}: {}", limit, left);
            contexts.giveUp();
        }
    }

    private List<String> underWay() {
        return contexts.all().stream().flatMap(context -> context.underWay().stream()).toList();
    }
}
