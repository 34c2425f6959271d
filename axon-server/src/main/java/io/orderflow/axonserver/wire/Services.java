package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.orderflow.axonserver.access.AccessToken;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.control.EventProcessors;
import io.orderflow.axonserver.routing.Topology;
import io.orderflow.axonserver.routing.Workers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Stream;

/** All services of the protocol over the contexts. They are shared by all transports. Thread-safe. */
public final class Services implements AutoCloseable {

    private static final String PROTOCOL = "io.axoniq.axonserver.grpc.";

    private static final int TRACKING_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int READING_THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final ExecutorService trackingExecutor = Workers.threads("axon-server-tracking-", TRACKING_THREADS);
    private final ExecutorService readingExecutor = Workers.threads("axon-server-reading-", READING_THREADS);
    private final Peers peers = new Peers();
    private final PlatformService platform;
    private final List<ServerServiceDefinition> definitions;

    public Services(Contexts contexts, EventProcessors processors, Settings settings) {
        NodeInfo node = settings.node();
        Topology topology = new Topology();
        this.platform = new PlatformService(processors.clients(), topology, node);
        ReplicationGroups groups = new ReplicationGroups(contexts, node);
        // The last one is asked first.
        List<ServerInterceptor> checks = new ArrayList<>(
                List.of(new MessageLimit(settings.maxMessageBytes()), new TopologyWatch(topology),
                        new CallScope(contexts)));
        settings.token().ifPresent(token -> checks.add(new TokenCheck(token)));
        checks.add(new ErrorTexts());
        EventService events = new EventService(contexts, settings.clock(), trackingExecutor);
        LargeAnswers largeAnswers = new LargeAnswers(settings.maxMessageBytes());
        CommandService commands = new CommandService(settings.maxMessageBytes());
        QueryService queries = new QueryService(settings.maxMessageBytes());
        Stream<BindableService> services = Stream.of(platform, () -> largeAnswers.inCommands(commands.bindService()),
                () -> largeAnswers.inQueries(queries.bindService()), events::definition, new SchedulerService(),
                new ContextAdminService(contexts, groups),
                groups, new EventProcessorAdminService(processors),
                new ApplicationAdminService(contexts, processors.clients(), topology, node.getNodeName()));
        this.definitions = Stream.of(services.map(BindableService::bindService), persistentStreams(),
                Stream.of(TransferService.definition()), notHere())
                .flatMap(Function.identity())
                .map(service -> ServerInterceptors.intercept(service, checks))
                .toList();
    }

    /** Only connectors from 2024.1 on, which Axon Framework 4.10 brings, know them. */
    private static Stream<ServerServiceDefinition> persistentStreams() {
        return Libraries.have(PROTOCOL + "streams.PersistentStreamServiceGrpc")
                ? Stream.of(new PersistentStreamService().bindService())
                : Stream.empty();
    }

    private static Stream<ServerServiceDefinition> notHere() {
        String noUsers = "This server keeps no users: all calls carry the one token that it was started with";
        String noChange = "This server does not change events that are stored";
        String noBoundaries = "This server has no contexts with dynamic consistency boundaries";
        return Stream.of(NotHere.service(PROTOCOL + "admin.UserAdminServiceGrpc", noUsers),
                NotHere.service(PROTOCOL + "admin.AuthenticationServiceGrpc", noUsers),
                NotHere.service(PROTOCOL + "event.EventTransformationServiceGrpc", noChange),
                NotHere.service(PROTOCOL + "event.dcb.DcbEventStoreGrpc", noBoundaries),
                NotHere.service(PROTOCOL + "event.dcb.DcbSnapshotStoreGrpc", noBoundaries),
                NotHere.service(PROTOCOL + "event.dcb.DcbEventSchedulerGrpc", noBoundaries))
                .flatMap(Optional::stream);
    }

    /**
     * What is the same for all services.
     *
     * @param token
     *            what every call has to carry
     * @param maxMessageBytes
     *            the largest message that clients read
     * @param clock
     *            says what time it is for queries
     */
    public record Settings(NodeInfo node, Optional<AccessToken> token, int maxMessageBytes, InstantSource clock) {}

    /** Sends a heartbeat to every client, and disconnects silent ones; to be called every now and then. */
    public void beat() {
        platform.beat();
    }

    /** Ends the streams that last as long as their clients, which see that the server is not there for now. */
    public void disconnect(String reason) {
        peers.disconnect(reason);
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
