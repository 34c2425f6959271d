package io.orderflow.axonserver.wire;

import com.google.common.util.concurrent.MoreExecutors;
import io.axoniq.axonserver.grpc.admin.ContextAdminServiceGrpc;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.streams.PersistentStreamServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.orderflow.axonserver.access.Certificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One way in: a name within this process, or a TCP port. Thread-safe. */
public final class Transport implements AutoCloseable {

    /** The largest message over TCP. Events have a bound of their own in the store, which is as large. */
    private static final int MAX_MESSAGE_BYTES = 17 << 20;

    /** Clients of the framework probe idle connections often; by default gRPC takes that for an attack. */
    private static final Duration MIN_KEEP_ALIVE = Duration.ofSeconds(1);

    /**
     * A connection whose other end does not answer so long is dead, whatever TCP thinks of it. What was sent on it fails
     * then, and not before: so the two together are what a command to a lost handler may wait for. gRPC takes no shorter interval.
     */
    private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(6);

    /** Calls of one connection at a time; HTTP/2 lets the client wait with more. */
    private static final int MAX_CALLS_PER_CONNECTION = 16_384;
    /** It reports every call that its client gives up with answers unread, which is nobody's error here. */
    private static final Logger NETWORK_LOG = Logger
            .getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler");

    static {
        NETWORK_LOG.setLevel(Level.SEVERE);
    }

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    /**
     * The calls that may wait long, and so get a thread of their own. Loading an aggregate is not among them: each turn
     * of it reads one page, mostly from memory, and on another thread it takes a third longer, because that thread has
     * to wake up, and sends while the thread of the network writes, in many small pieces.
     */
    private static final Set<String> SLOW = Set.of(EventStoreGrpc.getListAggregateSnapshotsMethod().getFullMethodName(),
            EventStoreGrpc.getGetTokenAtMethod().getFullMethodName(),
            PersistentStreamServiceGrpc.getResetStreamMethod().getFullMethodName(),
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
    public static Transport tcp(InetSocketAddress address, Services services, Optional<Certificate> certificate) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .directExecutor()
                .callExecutor(new SlowElsewhere(services.readingExecutor()))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .addStreamTracerFactory(new InboundLimit.Factory())
                .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                .keepAliveTime(KEEP_ALIVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(MIN_KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true);
        NetworkBuffers.use(builder);
        certificate.ifPresent(
                files -> builder.useTransportSecurity(files.chain().toFile(), files.key().toFile()));
        return new Transport(withServices(builder, services));
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

    /** Ends the calls that still run, and waits a little for their ends to reach the clients. */
    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(CLOSE_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
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
