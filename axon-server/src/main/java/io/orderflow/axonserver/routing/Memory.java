package io.orderflow.axonserver.routing;

import java.util.concurrent.atomic.AtomicLong;

/** What the server keeps in memory for all its clients together, and how much that may be. Thread-safe. */
public final class Memory {

    /**
     * In relation to the heap. Messages that have come in part, and answers on their way out, are outside the heap, and
     * those that are written to the disk are copied: all of it together has to fit.
     */
    private static final double SHARE_OF_HEAP = 0.25;

    private final long totalBytes;
    private final AtomicLong takenBytes = new AtomicLong();

    public Memory(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    /** As much as this process has for it. */
    public static Memory ofThisProcess() {
        return new Memory((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP));
    }

    /** Takes it, and answers what is then left; negative where there was not enough. */
    long take(long bytes) {
        return totalBytes - takenBytes.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        takenBytes.addAndGet(-bytes);
    }

    /** What is taken now. */
    public long takenBytes() {
        return takenBytes.get();
    }
}
