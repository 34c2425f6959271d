package io.orderflow.service.web;

/**
 * How many connections and requests the heap of this process has room for. Each kind may take a quarter of it, however
 * slowly clients send and read: what is left is for the work itself. Without such a limit 3,600 event streams filled a
 * heap of 512 MiB, and so did some thousand requests that were refused after a delay.
 *
 * <p>The costs are measured with the buffers of {@link BoundedHttpProtocol}, as the live objects that a thousand more
 * connections or open event streams leave in the heap; Tomcat and the JDK keep four buffers of 16 KiB for each encrypted
 * connection.
 */
public final class HeapRoom {

    /** A connection whose request is not complete, in bytes. One that rests costs a third of it. */
    private static final long CONNECTION = 24 << 10;
    /** A request that is being served, with its buffers and the stack of its thread while it waits, in bytes; its body comes on top. */
    static final long REQUEST = 96 << 10;
    /** What encryption adds to either, in bytes. */
    private static final long ENCRYPTION = 74 << 10;
    private static final int SHARES = 4;

    private HeapRoom() {}

    /** The number of connections that are open at once. */
    static int connections(boolean encrypted) {
        return room(encrypted ? CONNECTION + ENCRYPTION : CONNECTION);
    }

    /** The number of requests that are served at once, those that only wait and event streams included. */
    static int requests(boolean encrypted) {
        return room(encrypted ? REQUEST + ENCRYPTION : REQUEST);
    }

    /** The number of event streams that are open at once. Even of an encrypted process it is less than two thirds of the requests. */
    public static int streams() {
        return requests(false) / 3;
    }

    /** The number of requests that wait at once for a document. */
    public static int waits() {
        return requests(false) / 4;
    }

    /**
     * The number of requests that wait at once for their refusal: of those that may change something, all but the ones
     * that are worked on or wait for that.
     */
    static int refusals() {
        return Math.max(requests(false) * 3 / 4 - 256, 64);
    }

    private static int room(long bytes) {
        return Math.toIntExact(Math.min(Runtime.getRuntime().maxMemory() / SHARES / bytes, 1 << 16));
    }
}
