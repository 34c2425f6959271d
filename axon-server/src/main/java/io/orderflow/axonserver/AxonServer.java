package io.orderflow.axonserver;

import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.orderflow.axonserver.routing.CommandRouter;
import io.orderflow.axonserver.routing.ConnectedClients;
import io.orderflow.axonserver.routing.QueryRouter;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.rocksdb.RocksStore;
import io.orderflow.axonserver.wire.Services;
import io.orderflow.axonserver.wire.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private static final String CONTEXT_DIRECTORY = "default";
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT_CHECK_INTERVAL = Duration.ofMillis(250);

    private final RocksStore store;
    private final Services services;
    private final CommandRouter commands = new CommandRouter();
    private final QueryRouter queries = new QueryRouter();
    private final ConnectedClients clients;
    private final List<Transport> transports = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("axon-server-timer").daemon().factory());

    private AxonServer(AxonServerConfig config, RocksStore store) {
        this.store = store;
        this.clients = new ConnectedClients(config.clock());
        this.services = new Services(
                new Services.Stores(store.events(), store.snapshots(), store.scheduledEvents(), config.clock()),
                new Services.Routers(commands, queries, clients), node(config));
        config.inProcessName().ifPresent(name -> transports.add(Transport.inProcess(name, services)));
        config.tcpAddress().ifPresent(address -> transports.add(Transport.tcp(address, services)));
    }

    private static NodeInfo node(AxonServerConfig config) {
        InetSocketAddress address = config.tcpAddress()
                .orElse(new InetSocketAddress(AxonServerConfig.DEFAULT_HOST, AxonServerConfig.DEFAULT_PORT));
        return NodeInfo.newBuilder()
                .setNodeName(NODE_NAME)
                .setHostName(address.getHostString())
                .setGrpcPort(address.getPort())
                .build();
    }

    /**
     * Opens the store and starts to listen. When it returns, clients can connect.
     *
     * @throws StoreException.Failure
     *             where the store cannot be opened
     * @throws UncheckedIOException
     *             where the port or the name is taken
     */
    public static AxonServer start(AxonServerConfig config) {
        RocksStore store = RocksStore.open(config.dataDirectory().resolve(CONTEXT_DIRECTORY), config.clock());
        AxonServer server = new AxonServer(config, store);
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

    private void listen() throws IOException {
        for (Transport transport : transports) {
            transport.start();
        }
        every(TIMEOUT_CHECK_INTERVAL, commands::expire);
        every(TIMEOUT_CHECK_INTERVAL, queries::expire);
        every(HEARTBEAT_INTERVAL, services::beat);
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

    /** Who is connected now. */
    public List<ConnectedClients.Client> clients() {
        return clients.clients();
    }

    /**
     * Takes no more calls, writes and confirms what was accepted, then disconnects the clients and closes the store.
     */
    @Override
    public void close() {
        transports.forEach(Transport::stopAccepting);
        timer.shutdownNow();
        store.close();
        transports.forEach(Transport::close);
        services.close();
    }
}
