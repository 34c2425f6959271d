package io.orderflow.axonserver.wire;

import com.google.common.util.concurrent.MoreExecutors;
import io.axoniq.axonserver.grpc.admin.ContextAdminServiceGrpc;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.inprocess.InProcessServerBuilder;
import io.orderflow.axonserver.access.CurrentCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One way in: a name within this process, or a TCP port. Thread-safe. */
public final class Transport implements AutoCloseable {

    /**
     * The largest message over TCP that is received whole. It is larger than what is read of it: an answer that is too
     * large would otherwise end its handler's stream, and with it all other answers. What else is larger than
     * {@link InboundLimit#MAX_MESSAGE_BYTES} is refused as it comes. While a message comes, it keeps up to twice its size of
     * the network's buffers.
     */
    private static final int MAX_RECEIVED_BYTES = (int) Math.clamp(
            Math.min(Runtime.getRuntime().maxMemory() / 4, NetworkBuffers.limitBytes() / 3),
            InboundLimit.MAX_MESSAGE_BYTES, 512L << 20);

    /**
     * They report every call that its client gives up with answers unread, which is nobody's error here. They are kept
     * because the JDK forgets the level of a logger that nobody holds.
     */
    private static final List<Logger> NETWORK_LOGS = List.of(Logger.getLogger("io.grpc.netty.NettyServerHandler"),
            Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler"));

    static {
        NETWORK_LOGS.forEach(log -> log.setLevel(Level.SEVERE));
    }

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    /**
     * The calls that may wait long, and so get a thread of their own. Loading an aggregate is not among them: each turn
     * of it reads one page, mostly from memory, and on another thread it takes a third longer, because that thread has
     * to wake up, and sends while the thread of the network writes, in many small pieces.
     */
    private static final Set<String> SLOW = Set.of(EventStoreGrpc.getListAggregateSnapshotsMethod().getFullMethodName(),
            EventStoreGrpc.getGetTokenAtMethod().getFullMethodName(),
            TransferService.LIST_SCHEDULED_EVENTS.getFullMethodName(),
            // Connectors before 2024.1 do not know it.
            MethodDescriptor.generateFullMethodName("io.axoniq.axonserver.grpc.streams.PersistentStreamService",
                    "ResetStream"),
            ContextAdminServiceGrpc.getCreateContextMethod().getFullMethodName(),
            ContextAdminServiceGrpc.getUpdateContextPropertiesMethod().getFullMethodName(),
            ContextAdminServiceGrpc.getDeleteContextMethod().getFullMethodName());

    private final Server server;

    private Transport(Server server) {
        this.server = server;
    }

    /** In this process, where messages are passed by reference and calls run on the caller's thread. */
    public static Transport inProcess(String name, Services services) {
        return new Transport(withServices(InProcessServerBuilder.forName(name).directExecutor(), services));
    }

    /** Over TCP, where only what may take long leaves the threads of the network; encrypted where there is a certificate. Port 0
     * takes a free one. */
    public static Transport tcp(InetSocketAddress address, Services services,
            Optional<CurrentCertificate> certificate) {
        ServerCredentials credentials = certificate.map(Transport::encryptedBy)
                .orElseGet(InsecureServerCredentials::create);
        ServerBuilder<?> builder = Libraries.have(PlainNetty.BUILDER)
                ? PlainNetty.listeningOn(address, credentials)
                : ShadedNetty.listeningOn(address, credentials);
        builder.directExecutor()
                .callExecutor(new SlowElsewhere(services.readingExecutor()))
                .maxInboundMessageSize(MAX_RECEIVED_BYTES)
                .addStreamTracerFactory(new InboundLimit.Factory());
        return new Transport(withServices(builder, services));
    }

    private static ServerCredentials encryptedBy(CurrentCertificate certificate) {
        TlsServerCredentials.Builder tls = TlsServerCredentials.newBuilder().keyManager(certificate.keyManager());
        if (certificate.isWantedOfClients()) {
            tls.trustManager(certificate.trustManager()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return tls.build();
    }

    private static Server withServices(ServerBuilder<?> builder, Services services) {
        services.definitions().forEach(builder::addService);
        return builder.addTransportFilter(services.connections()).build();
    }

    /** @throws IOException where the port or the name is taken */
    public void start() throws IOException {
        server.start();
    }

    /** The TCP port; -1 in process. */
    public int port() {
        return server.getPort();
    }

    /** Takes no new calls; those that run go on. */
    public void stopAccepting() {
        server.shutdown();
    }

    /** Waits a little for the ends of calls to reach the clients, and cancels those that still run. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(CLOSE_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                server.awaitTermination(CLOSE_GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps what may wait long for the disk off the threads that serve the network. */
    private record SlowElsewhere(Executor executor) implements ServerCallExecutorSupplier {
        @Override
        public <Q, R> @Nullable Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
            return SLOW.contains(call.getMethodDescriptor().getFullMethodName())
                    ? executor
                    : MoreExecutors.directExecutor();
        }
    }
}
