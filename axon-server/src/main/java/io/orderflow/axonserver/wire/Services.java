package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.routing.ConnectedClients;
import io.orderflow.axonserver.routing.Workers;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/** All services of the protocol over the contexts. They are shared by all transports. Thread-safe. */
public final class Services implements AutoCloseable {

    private static final int TRACKING_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int READING_THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final ExecutorService trackingExecutor = Workers.threads("axon-server-tracking-", TRACKING_THREADS);
    private final ExecutorService readingExecutor = Workers.threads("axon-server-reading-", READING_THREADS);
    private final Peers peers = new Peers();
    private final PlatformService platform;
    private final List<ServerServiceDefinition> definitions;

    public Services(Contexts contexts, ConnectedClients clients, NodeInfo node, InstantSource clock) {
        this.platform = new PlatformService(clients, node);
        CallScope scope = new CallScope(contexts);
        ReplicationGroups groups = new ReplicationGroups(contexts, node);
        this.definitions = Stream
                .<BindableService>of(platform, new CommandService(), new QueryService(),
                        new EventService(contexts, clock, trackingExecutor), new SchedulerService(), new PersistentStreamService(),
                        new ContextAdminService(contexts, groups), groups)
                .map(service -> ServerInterceptors.intercept(service, scope))
                .toList();
    }

    /** Sends a heartbeat to every client, and disconnects silent ones; to be called every now and then. */
    public void beat() {
        platform.beat();
    }

    List<ServerServiceDefinition> definitions() {
        return definitions;
    }

    /** For each transport: tells its connections apart. */
    ServerTransportFilter connections() {
        return peers;
    }

    /** For calls that wait for the disk. */
    ExecutorService readingExecutor() {
        return readingExecutor;
    }

    /** To be called when no transport brings calls any more. */
    @Override
    public void close() {
        trackingExecutor.shutdownNow();
        readingExecutor.shutdownNow();
    }
}
