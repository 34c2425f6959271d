package io.orderflow.axonserver.wire;

import io.orderflow.axonserver.routing.Memory;
import io.orderflow.axonserver.routing.Sender;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The other end of one connection, with the streams that last as long as it does. Thread-safe. */
final class Peer {

    private final Set<LastingStream<?, ?>> streams = ConcurrentHashMap.newKeySet();
    private final Sender sender;

    Peer(Memory memory) {
        this.sender = new Sender(memory);
    }

    /** What routing keeps for it. */
    Sender sender() {
        return sender;
    }

    void opened(LastingStream<?, ?> stream) {
        streams.add(stream);
    }

    void closed(LastingStream<?, ?> stream) {
        streams.remove(stream);
    }

    /** Ends its streams from this side, and so takes its handlers out of the routing. */
    void disconnect(String reason) {
        streams.forEach(stream -> stream.disconnect(reason));
    }
}
