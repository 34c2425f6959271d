package io.orderflow.axonserver.wire;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory outside the heap that all connections of this process are read into and written from. A message that has
 * come in part keeps the buffers that its pieces came in, whole: thousands of them can keep many times what they count,
 * and a connection that gets no buffer is lost. So who reads asks here first. Thread-safe.
 */
final class NetworkBuffers {

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

    private static final long LIMIT_BYTES = PlatformDependent.maxDirectMemory();

    /** What is above it is kept for messages that have begun already, and for answers. */
    private static final Shares SCARCE = new Shares(0.3, 0.6);
    private static final Shares FULL = new Shares(0.5, 0.85);

    /** Counting goes through all of the memory, so it is done after as many bytes again. */
    private static final long BYTES_BETWEEN_COUNTS = 256 << 10;

    private static final Allocator BUFFERS = new Allocator();

    private static final AtomicLong bytesSinceCount = new AtomicLong();
    private static volatile Taken taken = new Taken(0, 0);

    private NetworkBuffers() {}

    /** Has a server use them. */
    static void use(NettyServerBuilder server) {
        server.withChildOption(ChannelOption.ALLOCATOR, BUFFERS)
                .withChildOption(ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES));
    }

    /** To be called with what has come, before the next questions. It counts each time while there is little left. */
    static void received(long bytes) {
        if (bytesSinceCount.addAndGet(bytes) >= BYTES_BETWEEN_COUNTS || areScarce()) {
            bytesSinceCount.set(0);
            taken = new Taken(BUFFERS.pinnedDirectMemory(), BUFFERS.metric().usedDirectMemory());
        }
    }

    /** Whether who has much already should get no more. */
    static boolean areScarce() {
        return SCARCE.areTaken(taken);
    }

    /** Whether nobody should get more. */
    static boolean areFull() {
        return FULL.areTaken(taken);
    }

    /**
     * What there was at the last count.
     *
     * @param inBuffers
     *            bytes of buffers that somebody keeps
     * @param fromSystem
     *            bytes taken from the system for them, with the gaps between them
     */
    private record Taken(long inBuffers, long fromSystem) {}

    private record Shares(double inBuffers, double fromSystem) {
        boolean areTaken(Taken found) {
            return found.inBuffers > LIMIT_BYTES * inBuffers || found.fromSystem > LIMIT_BYTES * fromSystem;
        }
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
