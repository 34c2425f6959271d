package io.orderflow.axonserver;

import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.orderflow.axonserver.context.ContextException;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.routing.ConnectedClients;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.rocksdb.RocksStores;
import io.orderflow.axonserver.wire.Services;
import io.orderflow.axonserver.wire.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT_CHECK_INTERVAL = Duration.ofMillis(250);

    private final Contexts contexts;
    private final Services services;
    private final ConnectedClients clients;
    private final List<Transport> transports = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("axon-server-timer").daemon().factory());

    private AxonServer(AxonServerConfig config, Contexts contexts) {
        this.contexts = contexts;
        this.clients = new ConnectedClients(config.clock());
        this.services = new Services(contexts, clients, node(config), config.clock());
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
        Contexts contexts = Contexts.open(new RocksStores(config.dataDirectory(), config.clock()));
        AxonServer server = new AxonServer(config, contexts);
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
        every(TIMEOUT_CHECK_INTERVAL, contexts::expire);
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

    /** The contexts that there are, by name. */
    public List<String> contexts() {
        return contexts.names();
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
     * processor with its token in a token store, say, goes on with the next event that is appended.
     */
    public void reset() {
        contexts.purgeAll();
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
        contexts.close();
        transports.forEach(Transport::close);
        services.close();
    }
}
