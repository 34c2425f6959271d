package io.orderflow.axonserver.wire;

import java.time.Duration;

/** What a connection over TCP may do, whichever Netty carries it. */
final class ConnectionLimits {

    /** Clients of the framework probe idle connections often; by default gRPC takes that for an attack. */
    static final Duration MIN_KEEP_ALIVE = Duration.ofSeconds(1);

    /**
     * A connection whose other end does not answer so long is dead, whatever TCP thinks of it. What was sent on it fails
     * then, and not before: so the two together are what a command to a lost handler may wait for. gRPC takes no shorter interval.
     */
    static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(10);
    static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(6);

    /** Calls of one connection at a time; HTTP/2 lets the client wait with more. */
    static final int MAX_CALLS = 16_384;

    private ConnectionLimits() {}
}
