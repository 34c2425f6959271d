package io.orderflow.mongoserver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /actuator/prometheus} over HTTP on the loopback interface, at the path that Spring Boot has for
 * that, one request a connection. Where the databases are encrypted this is too, by the same certificate. Thread-safe.
 */
final class MetricsListener implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 8_192;
    private static final int PATIENCE_SECONDS = 10;
    private static final long STOP_SECONDS = 1;

    private final EventLoopGroup thread = new MultiThreadIoEventLoopGroup(1,
            new DefaultThreadFactory("mongo-server-metrics"), NioIoHandler.newFactory());
    private final Channel channel;

    private MetricsListener(MetricsPage page, InetSocketAddress address, @Nullable Certificate certificate) {
        ServerBootstrap bootstrap = new ServerBootstrap().group(thread)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        if (certificate != null) {
                            client.pipeline().addLast(certificate.current().newHandler(client.alloc()));
                        }
                        client.pipeline().addLast(new ReadTimeoutHandler(PATIENCE_SECONDS),
                                new LineBasedFrameDecoder(MAX_LINE_BYTES), new Request(page));
                    }
                });
        boolean bound = false;
        try {
            this.channel = bootstrap.bind(address).syncUninterruptibly().channel();
            bound = true;
        } finally {
            if (!bound) {
                close(thread);
            }
        }
    }

    /** @param certificate encrypts the connections; without one they are not encrypted */
    static MetricsListener start(MetricsPage page, int port, @Nullable Certificate certificate) {
        return new MetricsListener(page, new InetSocketAddress("127.0.0.1", port), certificate);
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static void close(EventLoopGroup thread) {
        thread.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Override
    public void close() {
        close(thread);
    }

    /** The lines of one request: the first says what is asked, and an empty one that all is said. */
    private static final class Request extends SimpleChannelInboundHandler<ByteBuf> {

        private final MetricsPage page;
        private @Nullable String asked;

        private Request(MetricsPage page) {
            this.page = page;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext client, ByteBuf line) {
            String text = line.toString(StandardCharsets.ISO_8859_1);
            if (asked == null) {
                asked = text;
            } else if (text.isEmpty()) {
                boolean known = asked.matches("GET /actuator/prometheus(\\?\\S*)? HTTP/1\\.[01]");
                answer(client, known ? "200 OK" : "404 Not Found", known ? page.text() : "");
            }
        }

        private static void answer(ChannelHandlerContext client, String status, String body) {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head = "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                    .formatted(status, MetricsPage.TYPE, content.length);
            client.writeAndFlush(Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.ISO_8859_1), content))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        /** A caller that goes away, says nothing, or speaks otherwise gets no answer. */
        @Override
        public void exceptionCaught(ChannelHandlerContext client, Throwable failure) {
            client.close();
        }
    }
}
