package io.orderflow.axonserver.wire;

import io.grpc.netty.NettyServerBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Netty's memory outside the heap, in small pieces that are counted. Thread-safe. */
final class PooledBuffers implements NetworkBuffers.Meter {

    private static final Logger LOG = LoggerFactory.getLogger(PooledBuffers.class);

    /** What a connection is read into at once: the less, the less a piece of it can keep. */
    private static final int MAX_READ_BYTES = 32 << 10;
    private static final int FIRST_READ_BYTES = 2 << 10;
    private static final int MIN_READ_BYTES = 1 << 10;
    /** What a buffer may grow to; a larger one, to twice what it was made for. */
    private static final int MAX_GROWN_BYTES = 64 << 10;

    /** Memory is taken from the system by 1 MiB, 2^7 pages: larger pieces would stay taken for little that is in them. */
    private static final int CHUNK_ORDER = 7;

    /** Buffers of a size that a thread keeps for the next time; of 256, as by default, much would only lie about. */
    private static final int CACHED_BY_THREAD = 64;

    private static final PooledBuffers ALL = new PooledBuffers();

    private final Allocator buffers = new Allocator();

    private PooledBuffers() {}

    /** Has a server use them, unless the application has a Netty that cannot tell how much of them is in use. */
    static void use(NettyServerBuilder server) {
        try {
            ALL.inBuffers();
        } catch (LinkageError e) {
            LOG.debug("This version of Netty does not count its buffers, so they are not limited", e);
            return;
        }
        server.withChildOption(ChannelOption.ALLOCATOR, ALL.buffers)
                .withChildOption(readBuffers(),
                        new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES));
        NetworkBuffers.measuredBy(ALL);
    }

    /** What the option is called depends on the version of Netty. */
    private static ChannelOption<RecvByteBufAllocator> readBuffers() {
        String name = "RECVBUF_ALLOCATOR";
        return ChannelOption.valueOf(ChannelOption.exists(name) ? name : "RCVBUF_ALLOCATOR");
    }

    @Override
    public long inBuffers() {
        return buffers.pinnedDirectMemory();
    }

    @Override
    public long fromSystem() {
        return buffers.metric().usedDirectMemory();
    }

    /**
     * Bounds what a buffer grows to. What is read of a connection goes into the buffer of what was read before, as long as
     * that has room: it would grow to megabytes, and each piece of a message in it would keep all of it.
     */
    private static final class Allocator extends PooledByteBufAllocator {
        Allocator() {
            super(true, defaultNumHeapArena(), defaultNumDirectArena(), defaultPageSize(), CHUNK_ORDER,
                    CACHED_BY_THREAD, 0, defaultUseCacheForAllThreads());
        }

        @Override
        protected ByteBuf newDirectBuffer(int bytes, int maxBytes) {
            return super.newDirectBuffer(bytes, Math.min(maxBytes, Math.max(MAX_GROWN_BYTES, 2 * bytes)));
        }
    }
}
