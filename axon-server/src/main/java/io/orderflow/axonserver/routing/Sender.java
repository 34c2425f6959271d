package io.orderflow.axonserver.routing;

import com.google.protobuf.MessageLite;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that sends messages, and how much the server keeps in memory for it: messages that have come in part, events
 * until they are stored, messages that wait for their handlers, and answers that it has not read yet. No client takes
 * more than it leaves free for the others, so that one that floods the server leaves them half of its memory.
 * Thread-safe.
 */
public final class Sender {

    /** What is kept for one client; a single message is taken whatever its size. */
    public static final long MAX_KEPT_BYTES = 80L << 20;

    /** What a message costs beside its content, about. */
    private static final int MESSAGE_OVERHEAD_BYTES = 512;

    private final Memory memory;
    private final AtomicLong keptBytes = new AtomicLong();

    /**
     * @param memory
     *            what it has its share of
     */
    public Sender(Memory memory) {
        this.memory = memory;
    }

    /** What keeping a message costs. */
    public static long costOf(MessageLite message) {
        return (long) message.getSerializedSize() + MESSAGE_OVERHEAD_BYTES;
    }

    /** Takes room for a message, which has to be given back; answers false where there is not enough. */
    public boolean reserve(long bytes) {
        long after = keptBytes.addAndGet(bytes);
        long left = memory.take(bytes);
        if ((after > MAX_KEPT_BYTES || after > left) && after > bytes) {
            release(bytes);
            return false;
        }
        return true;
    }

    public void release(long bytes) {
        memory.giveBack(bytes);
        keptBytes.addAndGet(-bytes);
    }

    /** What is kept for it now. */
    public long keptBytes() {
        return keptBytes.get();
    }
}
