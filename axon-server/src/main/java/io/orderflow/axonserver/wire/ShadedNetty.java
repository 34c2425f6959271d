package io.orderflow.axonserver.wire;

import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * gRPC on the Netty that is shaded into {@code grpc-netty-shaded}, which the connector brings from Axon Framework 4.9 on.
 * Nothing here uses the shaded Netty itself, which changes from one version of gRPC to the next. So the buffers of the
 * network are not counted. Loaded only if it is on the class path.
 */
final class ShadedNetty {

    static final String BUILDER = "io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder";

    private ShadedNetty() {}

    static ServerBuilder<?> listeningOn(InetSocketAddress address, ServerCredentials credentials) {
        return NettyServerBuilder.forAddress(address, credentials)
                .maxConcurrentCallsPerConnection(ConnectionLimits.MAX_CALLS)
                .keepAliveTime(ConnectionLimits.KEEP_ALIVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(ConnectionLimits.KEEP_ALIVE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(ConnectionLimits.MIN_KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true);
    }
}
