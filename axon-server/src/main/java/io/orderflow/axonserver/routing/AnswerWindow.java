package io.orderflow.axonserver.routing;

/**
 * How many answers of a streaming query are on their way: as many as fit into a bound of bytes, judged by the largest
 * that came, so that a sender that stops reading finds few of them in memory. Thread-safe.
 */
final class AnswerWindow {

    private static final int MAX_ANSWERS = 512;
    private static final int MAX_BYTES = 1 << 20;

    /** While nothing is known of their size. */
    private static final int FIRST_ANSWERS = 4;

    private boolean open;
    private long outstanding;
    private int largestBytes;

    /** To be called when the handler has the query: what is granted earlier is lost on it. */
    synchronized void open() {
        open = true;
    }

    synchronized void received(int bytes) {
        outstanding--;
        largestBytes = Math.max(largestBytes, Math.max(1, bytes));
    }

    /** How many answers more the handler may send, which are then on their way. */
    synchronized long topUp() {
        long size = largestBytes == 0 ? FIRST_ANSWERS : Math.clamp(MAX_BYTES / largestBytes, 1, MAX_ANSWERS);
        if (!open || outstanding > size / 2) {
            return 0;
        }
        long more = size - outstanding;
        outstanding = size;
        return more;
    }
}
