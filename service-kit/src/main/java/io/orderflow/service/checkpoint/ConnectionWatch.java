package io.orderflow.service.checkpoint;

import io.grpc.Attributes;
import io.grpc.ClientTransportFilter;

/**
 * Reports each new connection to the event store, which may have been given another log meanwhile. gRPC calls it, one
 * connection after the other, before it gives a connection its first call, and assumes that it neither blocks nor
 * throws; the listeners hold to that. Thread-safe.
 */
final class ConnectionWatch extends ClientTransportFilter {

    private final Restarts restarts;

    ConnectionWatch(Restarts restarts) {
        this.restarts = restarts;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        restarts.connected();
        return attributes;
    }
}
