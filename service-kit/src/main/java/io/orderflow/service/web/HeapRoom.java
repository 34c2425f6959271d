package io.orderflow.service.web;

/**
 * How many connections and requests the heap of this process has room for. Each kind may take a quarter of it, however
 * slowly clients send and read: what is left is for the work itself. Without such a limit 3,600 event streams filled a
 * heap of 512 MiB, and so did some thousand requests that were refused after a delay.
 *
 * <p>The costs are measured with the buffers of {@link BoundedHttpProtocol}, as the live objects that a thousand more
 * connections or open event streams leave in the heap.
 */
public final class HeapRoom {

    /** A connection whose request is not complete, in bytes. One that rests costs a third of it. */
    private static final long CONNECTION = 24 << 10;
    /** A request that is being served, with its buffers and the stack of its thread while it waits, in bytes. */
    private static final long REQUEST = 80 << 10;
    private static final int SHARES = 4;

    private HeapRoom() {}

    /** The number of connections that are open at once. */
    static int connections() {
        return (int) Math.min(Runtime.getRuntime().maxMemory() / SHARES / CONNECTION, 1 << 16);
    }

    /** The number of requests that are served at once, those that only wait and event streams included. */
    public static int requests() {
        return (int) Math.min(Runtime.getRuntime().maxMemory() / SHARES / REQUEST, 1 << 16);
    }
}
