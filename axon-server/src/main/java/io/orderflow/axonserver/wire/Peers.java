package io.orderflow.axonserver.wire;

import io.grpc.Attributes;
import io.grpc.ServerCall;
import io.grpc.ServerTransportFilter;
import io.orderflow.axonserver.routing.Memory;

/**
 * Tells connections apart. Clients' names would not do: the framework names a client after its process, in which there
 * may be several.
 */
final class Peers extends ServerTransportFilter {

    private static final Attributes.Key<Peer> OF_CONNECTION = Attributes.Key.create("peer");

    private final Memory memory = Memory.ofThisProcess();

    static Peer of(ServerCall<?, ?> call) {
        return call.getAttributes().get(OF_CONNECTION);
    }

    @Override
    public Attributes transportReady(Attributes connection) {
        return connection.toBuilder().set(OF_CONNECTION, new Peer(memory)).build();
    }
}
