package io.orderflow.axonserver.wire;

import io.grpc.Attributes;
import io.grpc.ServerCall;
import io.grpc.ServerTransportFilter;
import io.orderflow.axonserver.routing.Memory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells connections apart. Clients' names would not do: the framework names a client after its process, in which there
 * may be several.
 */
final class Peers extends ServerTransportFilter {

    private static final Attributes.Key<Peer> OF_CONNECTION = Attributes.Key.create("peer");

    private final Memory memory = Memory.ofThisProcess();
    private final Set<Peer> connected = ConcurrentHashMap.newKeySet();

    static Peer of(ServerCall<?, ?> call) {
        return call.getAttributes().get(OF_CONNECTION);
    }

    @Override
    public Attributes transportReady(Attributes connection) {
        Peer peer = new Peer(memory);
        connected.add(peer);
        return connection.toBuilder().set(OF_CONNECTION, peer).build();
    }

    /** @param connection null for a connection that ended before it was ready, for example in the handshake of TLS */
    @Override
    public void transportTerminated(@Nullable Attributes connection) {
        Peer peer = connection == null ? null : connection.get(OF_CONNECTION);
        if (peer != null) {
            connected.remove(peer);
        }
    }

    /** Ends the streams of all that are connected. */
    void disconnect(String reason) {
        connected.forEach(peer -> peer.disconnect(reason));
    }
}
