package io.orderflow.axonserver.streams;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A client that has a stream open, or is about to. Thread-safe. */
public final class StreamConnection {

    /** A client acknowledges this in place of a position when it is done with a segment that was closed. */
    public static final long DONE = -45;

    private final String clientId;
    private final StreamClient client;
    private final Set<Opening> openings = ConcurrentHashMap.newKeySet();
    private volatile @Nullable PersistentStream stream;
    private volatile boolean closed;

    public StreamConnection(String clientId, StreamClient client) {
        this.clientId = clientId;
        this.client = client;
    }

    String clientId() {
        return clientId;
    }

    StreamClient client() {
        return client;
    }

    /** Called by the stream, in its lock. */
    Set<Opening> openings() {
        return openings;
    }

    boolean isClosed() {
        return closed;
    }

    void joined(PersistentStream joined) {
        stream = joined;
    }

    /** Allows more events of a segment. */
    public void grant(int segment, long more) {
        openings.stream().filter(opening -> opening.segment().number() == segment).forEach(
                opening -> opening.grant(more));
    }

    /** Says that all events of a segment up to a position have been processed, or {@link #DONE}. */
    public void acknowledge(int segment, long position) {
        PersistentStream joined = stream;
        if (joined != null) {
            joined.acknowledge(this, segment, position);
        }
    }

    /** Says that the events of a segment could not be processed. */
    public void error(int segment, String reason) {
        PersistentStream joined = stream;
        if (joined != null) {
            joined.error(this, segment, reason);
        }
    }

    /** To be called when the client takes events again. */
    public void ready() {
        openings.forEach(Opening::wake);
    }

    void fail(RuntimeException reason) {
        close();
        client.failed(reason);
    }

    /** Leaves the stream; its segments go to others, which get again what was not acknowledged. */
    public void close() {
        closed = true;
        PersistentStream joined = stream;
        if (joined != null) {
            joined.leave(this);
        }
    }
}
