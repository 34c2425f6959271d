package io.orderflow.mongoserver;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections and passes their messages to the backend. The server of mongo-java-server does the same, but its
 * decoder cannot be replaced. Thread-safe.
 */
final class Listener implements AutoCloseable {

    private static final int WAITING_CONNECTIONS = 100;
    private static final long STOP_SECONDS = 5;

    private final EventLoopGroup accepting = new MultiThreadIoEventLoopGroup(1,
            new DefaultThreadFactory("mongo-server-accept"), NioIoHandler.newFactory());
    private final EventLoopGroup working = new MultiThreadIoEventLoopGroup(
            new DefaultThreadFactory("mongo-server-worker"), NioIoHandler.newFactory());
    private final ChannelGroup clients = new DefaultChannelGroup("mongo-server-clients", working.next());
    private final Channel channel;

    private Listener(MongoBackend backend, InetSocketAddress address, @Nullable Certificate certificate) {
        ServerBootstrap bootstrap = new ServerBootstrap().group(accepting, working)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, WAITING_CONNECTIONS)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        if (certificate != null) {
                            client.pipeline().addLast(certificate.current().newHandler(client.alloc()));
                        }
                        client.pipeline().addLast(new MongoWireReplyEncoder(), new MongoWireMessageEncoder(),
                                new MessageDecoder(), new MongoDatabaseHandler(backend, clients),
                                new MongoExceptionHandler());
                    }
                });
        boolean bound = false;
        try {
            this.channel = bootstrap.bind(address).syncUninterruptibly().channel();
            bound = true;
        } finally {
            if (!bound) {
                stopThreads();
            }
        }
    }

    /** @param certificate encrypts the connections; without one they are not encrypted */
    static Listener start(MongoBackend backend, InetSocketAddress address, @Nullable Certificate certificate) {
        return new Listener(backend, address, certificate);
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private void stopThreads() {
        accepting.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
        working.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
        accepting.terminationFuture().syncUninterruptibly();
        working.terminationFuture().syncUninterruptibly();
    }

    /** Closes all connections. Returns when no message is being answered any more. */
    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        stopThreads();
    }
}
