package io.orderflow.axonserver.wire;

import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * gRPC on Netty as it is, which the standalone server has, and applications with the connector of Axon Framework 4.6. Loaded
 * only if {@code grpc-netty} is on the class path. {@link ShadedNetty} does the same; the two builders have no type in
 * common that has all of these methods in each version of gRPC.
 */
final class PlainNetty {

    static final String BUILDER = "io.grpc.netty.NettyServerBuilder";

    private PlainNetty() {}

    static ServerBuilder<?> listeningOn(InetSocketAddress address, ServerCredentials credentials) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address, credentials)
                .maxConcurrentCallsPerConnection(ConnectionLimits.MAX_CALLS)
                .keepAliveTime(ConnectionLimits.KEEP_ALIVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(ConnectionLimits.KEEP_ALIVE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(ConnectionLimits.MIN_KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true);
        PooledBuffers.use(builder);
        return builder;
    }
}
