package io.orderflow.axonserver.routing;

import com.google.protobuf.MessageLite;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that sends messages, and how much the server keeps in memory for it: messages that wait for their handlers,
 * and answers that it has not read yet. Thread-safe.
 */
public final class Sender {

    /** What is kept for one client; a single message is taken whatever its size. */
    public static final long MAX_KEPT_BYTES = 64L << 20;

    /** What a message costs beside its content, about. */
    private static final int MESSAGE_OVERHEAD_BYTES = 512;

    private final AtomicLong keptBytes = new AtomicLong();

    /** What keeping a message costs. */
    public static long costOf(MessageLite message) {
        return (long) message.getSerializedSize() + MESSAGE_OVERHEAD_BYTES;
    }

    /** Takes room for a message, which has to be given back; answers false where there is not enough. */
    public boolean reserve(long bytes) {
        long after = keptBytes.addAndGet(bytes);
        if (after > MAX_KEPT_BYTES && after > bytes) {
            keptBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    public void release(long bytes) {
        keptBytes.addAndGet(-bytes);
    }

    /** What is kept for it now. */
    public long keptBytes() {
        return keptBytes.get();
    }
}
