package io.orderflow.axonserver.wire;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory outside the heap that all connections of this process are read into and written from. A message that has
 * come in part keeps the buffers that its pieces came in, whole: thousands of them can keep many times what they count,
 * and a connection that gets no buffer is lost. So who reads asks here first. Nothing is scarce as long as nobody
 * measures. Thread-safe.
 */
final class NetworkBuffers {

    /** What is above it is kept for messages that have begun already, and for answers. */
    private static final Shares SCARCE = new Shares(0.3, 0.6);
    private static final Shares FULL = new Shares(0.5, 0.85);

    /** Counting goes through all of the memory, so it is done after as many bytes again. */
    private static final long BYTES_BETWEEN_COUNTS = 256 << 10;

    private static final long LIMIT_BYTES = maxDirectBytes();

    private static final AtomicLong bytesSinceCount = new AtomicLong();
    private static volatile @Nullable Meter meter;
    private static volatile Taken taken = new Taken(0, 0);

    private NetworkBuffers() {}

    /** Says what is in use. */
    interface Meter {

        /** Bytes of buffers that somebody keeps. */
        long inBuffers();

        /** Bytes taken from the system for them, with the gaps between them. */
        long fromSystem();
    }

    /** By default as much as the heap, which is the JVM's own rule. */
    private static long maxDirectBytes() {
        long given = Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize").getValue());
        return given > 0 ? given : Runtime.getRuntime().maxMemory();
    }

    /** What there is of it. */
    static long limitBytes() {
        return LIMIT_BYTES;
    }

    static void measuredBy(Meter measuring) {
        meter = measuring;
    }

    /** To be called with what has come, before the next questions. It counts each time while there is little left. */
    static void received(long bytes) {
        Meter current = meter;
        if (current != null && (bytesSinceCount.addAndGet(bytes) >= BYTES_BETWEEN_COUNTS || areScarce())) {
            bytesSinceCount.set(0);
            taken = new Taken(current.inBuffers(), current.fromSystem());
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

    /** What there was at the last count. */
    private record Taken(long inBuffers, long fromSystem) {}

    private record Shares(double inBuffers, double fromSystem) {
        boolean areTaken(Taken found) {
            return found.inBuffers > LIMIT_BYTES * inBuffers || found.fromSystem > LIMIT_BYTES * fromSystem;
        }
    }
}
